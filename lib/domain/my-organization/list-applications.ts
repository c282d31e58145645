import { z } from 'zod'
import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { profileSettings, type ProfileSettings } from '../connection-profiles/profile-settings'
import {
  userAttributeSettings,
  type UserAttributes,
} from '../user-attribute-profiles/user-attribute-settings'
import { configurationOf, type MyOrganizationConfiguration } from './configuration'

/** An application that may use the My Organization API. */
export interface MyOrganizationApplication {
  clientId: string
  configuration: MyOrganizationConfiguration
  /** Null if it names none. */
  profile: ProfileSettings | null
  /** Of its user attribute profile; null if it names none. */
  userAttributes: UserAttributes | null
  /** The scopes to which a grant limits its users; null without one. */
  userScopes: string[] | null
  /** Of its pages. */
  origins: string[]
}

const rows = z.array(
  z.object({
    clientId: z.string(),
    configuration: z.unknown(),
    profile: profileSettings.nullable(),
    attributeProfile: userAttributeSettings.nullable(),
    userScopes: z.array(z.string()).nullable(),
    origins: z.array(z.string()),
    /** A public application’s redirect URIs are pages of its own. */
    pages: z.array(z.string()),
  }),
)

export async function listMyOrganizationApplications(tenantId: string): Promise<MyOrganizationApplication[]> {
  const found = await read(
    bypassRowSecurity('a token or a browser’s origin is checked for the My Organization API', tenantId),
    (tx) => tx.$queryRaw`
      SELECT c.id AS "clientId", c.my_organization_configuration AS configuration, p.settings AS profile, a.settings AS "attributeProfile",
        (SELECT coalesce(g.scope, '{}') FROM client_grants g
          WHERE g.tenant_id = c.tenant_id AND g.client_id = c.id AND g.subject_type = 'user' AND g.api_id IS NULL) AS "userScopes",
        coalesce(c.web_origins, '{}') || coalesce(c.allowed_origins, '{}') AS origins,
        CASE WHEN c.token_endpoint_auth_method = 'none' THEN coalesce(c.redirect_uris, '{}') ELSE '{}' END AS pages
      FROM clients c
      LEFT JOIN connection_profiles p ON p.tenant_id = c.tenant_id AND p.id = c.connection_profile_id
      LEFT JOIN user_attribute_profiles a ON a.tenant_id = c.tenant_id AND a.id = c.user_attribute_profile_id
      WHERE c.tenant_id = ${tenantId} AND c.my_organization_configuration <> '{}'`,
  )
  return rows
    .parse(found)
    .flatMap(({ clientId, profile, attributeProfile, userScopes, origins, pages, ...row }) => {
      const configuration = configurationOf(row.configuration)
      if (configuration === null) return []
      const userAttributes = attributeProfile && attributeProfile.user_attributes
      const shared = { clientId, configuration, profile, userAttributes, userScopes }
      return [{ ...shared, origins: originsOf(origins, pages) }]
    })
}

function originsOf(origins: readonly string[], pages: readonly string[]): string[] {
  const ofPages = pages.flatMap((page) => URL.parse(page)?.origin ?? [])
  return [...new Set([...origins, ...ofPages])].filter((origin) => origin !== 'null')
}
