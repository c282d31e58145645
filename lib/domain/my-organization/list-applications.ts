import { z } from 'zod'
import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { configurationOf, type MyOrganizationConfiguration } from './configuration'

/** An application that may use the My Organization API. */
export interface MyOrganizationApplication {
  clientId: string
  configuration: MyOrganizationConfiguration
  /** Of its pages. */
  origins: string[]
}

const rows = z.array(
  z.object({
    clientId: z.string(),
    configuration: z.unknown(),
    origins: z.array(z.string()),
    /** A public application’s redirect URIs are pages of its own. */
    pages: z.array(z.string()),
  }),
)

export async function listMyOrganizationApplications(tenantId: string): Promise<MyOrganizationApplication[]> {
  const found = await read(
    bypassRowSecurity('a token or a browser’s origin is checked for the My Organization API', tenantId),
    (tx) => tx.$queryRaw`
      SELECT c.id AS "clientId", c.my_organization_configuration AS configuration,
        coalesce(c.web_origins, '{}') || coalesce(c.allowed_origins, '{}') AS origins,
        CASE WHEN c.token_endpoint_auth_method = 'none' THEN coalesce(c.redirect_uris, '{}') ELSE '{}' END AS pages
      FROM clients c
      WHERE c.tenant_id = ${tenantId} AND c.my_organization_configuration <> '{}'`,
  )
  return rows.parse(found).flatMap(({ clientId, origins, pages, ...row }) => {
    const configuration = configurationOf(row.configuration)
    return configuration === null ? [] : [{ clientId, configuration, origins: originsOf(origins, pages) }]
  })
}

function originsOf(origins: readonly string[], pages: readonly string[]): string[] {
  const ofPages = pages.flatMap((page) => URL.parse(page)?.origin ?? [])
  return [...new Set([...origins, ...ofPages])].filter((origin) => origin !== 'null')
}
