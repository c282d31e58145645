import { z } from 'zod'
import type { BrandingInput } from '@/lib/domain/branding/replace-branding'
import type { OrganizationInput } from '@/lib/domain/organizations/create-organization'
import type { OrganizationSettings } from '@/lib/domain/organizations/insert-organization'
import type { OrganizationUpdate } from '@/lib/domain/organizations/update-organization'
import { SlugTaken } from '@/lib/domain/organizations/validate-slug'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { displayName } from '@/lib/domain/text/display-name'
import { DomainError } from '@/lib/errors'
import { enabledConnectionAnswer } from './organization-connection'
import { color, notOfFormat } from './formats'
import { noQuota } from './literal'
import { organizationAnswer, ownLogoUrl } from './organization'
import { ApiProblem, invalidInput } from './problem'

export const name = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_-]{0,49}$/,
    'Expected 1 to 50 of a–z, 0–9, - and _, beginning with a letter or digit',
  )
  .describe('The slug. It is part of URLs and can be changed.')
  .meta({ example: 'acme' })

export const organizationDisplayName = z
  .string()
  .min(1)
  .max(255)
  .pipe(displayName({ label: 'display_name', max: 255 }))
  .describe('The name that users see.')
  .meta({ example: 'Acme' })

export const logoUrl = z
  .string()
  .max(2048)
  .refine(isLogoUrl, { error: notOfFormat('strict-https-uri-or-null') })
  .nullable()
  .describe('Stored and returned; pages show only uploaded logos. http only for a loopback host.')

const branding = z
  .strictObject({
    logo_url: logoUrl.optional(),
    colors: z
      .strictObject({ primary: color, page_background: color })
      .optional()
      .describe('Returned as they were sent.'),
  })
  .describe('Replaces all branding: absent properties are removed.')

const metadata = z
  .record(z.string().min(1).max(255), z.string().max(255).nullable())
  .refine((given) => Object.keys(given).length <= 25, 'At most 25 properties')
  .describe('Replaces all metadata: properties that are absent or null are removed.')
  .meta({ example: { plan: 'gold' } })

const settings = {
  metadata: metadata.optional(),
  third_party_client_access: z.enum(['block', 'allow']).optional(),
  is_app_entitlement_active: z.boolean().optional(),
  token_quota: noQuota,
}

const enabledConnection = z.strictObject({
  connection_id: z.string().min(1).max(100),
  assign_membership_on_login: z.boolean().default(false),
  show_as_button: z.boolean().default(true),
  is_signup_enabled: z.boolean().default(false),
})

export const newOrganization = z.strictObject({
  name,
  display_name: organizationDisplayName.optional(),
  branding: branding.optional(),
  ...settings,
  enabled_connections: z
    .array(enabledConnection)
    .max(10)
    .refine((all) => new Set(all.map((one) => one.connection_id)).size === all.length, 'Each once')
    .optional()
    .describe('Also requires create:organization_connections. Only this response contains them.'),
})

export const organizationChanges = z.strictObject({
  name: name.optional(),
  display_name: organizationDisplayName.optional(),
  branding: branding.optional(),
  ...settings,
})

export const createdOrganization = organizationAnswer.extend({
  enabled_connections: z.array(enabledConnectionAnswer.omit({ connection: true })).optional(),
})

type Branding = z.output<typeof branding>
type Settings = Pick<z.output<typeof organizationChanges>, keyof typeof settings>

export function organizationInput(body: z.output<typeof newOrganization>): OrganizationInput {
  const connections = body.enabled_connections ?? []
  return {
    slug: body.name,
    displayName: body.display_name ?? body.name,
    ...colorsOf(body.branding ?? {}),
    logoUrl: body.branding?.logo_url ?? null,
    settings: organizationSettings(body),
    connections: connections.map((one) => ({
      connectionId: one.connection_id,
      assignMembershipOnLogin: one.assign_membership_on_login,
      showAsButton: one.show_as_button,
      isSignupEnabled: one.is_signup_enabled,
    })),
  }
}

/** @throws ApiProblem 400 for what the organization’s own members may not change */
export function organizationChangesInput(
  body: z.output<typeof organizationChanges>,
  { tenant, isBound }: { tenant: Tenant; isBound: boolean },
): OrganizationUpdate {
  const forbidden = Object.keys(settings).find((key) => isBound && Object.hasOwn(body, key))
  if (forbidden !== undefined)
    throw invalidInput(
      'body',
      'A token of the organization can change only name, display_name and branding',
      [forbidden],
    )
  return {
    displayName: body.display_name,
    slug: body.name,
    branding: body.branding && brandingOf(tenant, body.branding),
    settings: isBound ? undefined : organizationSettings(body),
  }
}

function brandingOf(tenant: Tenant, branding: Branding): BrandingInput {
  const { logo_url: url = null } = branding
  return { ...colorsOf(branding), logo: url === null ? 'remove' : { url, id: ownLogoId(tenant, url) } }
}

function colorsOf({ colors }: Branding): Record<'primaryColor' | 'backgroundColor', string | null> {
  return { primaryColor: colors?.primary ?? null, backgroundColor: colors?.page_background ?? null }
}

/** For a change to the logo that is there already. */
export function ownLogoId(tenant: Tenant, url: string): string | null {
  const id = url.split('/').at(-1)
  return id !== undefined && ownLogoUrl(tenant, id) === url ? id : null
}

function organizationSettings(body: Settings): OrganizationSettings {
  return {
    metadata: body.metadata && withoutNulls(body.metadata),
    thirdPartyClientAccess: body.third_party_client_access,
    isAppEntitlementActive: body.is_app_entitlement_active,
  }
}

function withoutNulls(given: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
  )
}

/** https, or http on this machine; rejects what the URL parser would correct (white space, `https:x`). */
function isLogoUrl(text: string): boolean {
  if (!URL.canParse(text) || /[\s\p{Cc}]/u.test(text)) return false
  const { protocol, hostname } = new URL(text)
  const isLoopback = /^(localhost|127\.0\.0\.1|\[::1\])$|\.localhost$/.test(hostname)
  return (protocol === 'https:' && text.startsWith('https://')) || (protocol === 'http:' && isLoopback)
}

/** Auth0’s words for a name that is taken; a look-alike gets its own sentence. */
export async function orConflict<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (!isConflict(error)) throw error
    const message =
      error instanceof SlugTaken ? 'An organization with this name already exists.' : error.message
    throw new ApiProblem(409, message, { errorCode: 'organization_conflict' })
  })
}

function isConflict(error: unknown): error is DomainError {
  return error instanceof DomainError && error.code === 'conflict' && error.field === 'slug'
}
