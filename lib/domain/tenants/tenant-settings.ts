import { z } from 'zod'
import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { change, type ChangeResult, read, unchanged } from '@/lib/db/transaction'
import { invalid } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { pageUrl } from '../clients/client-url'
import { columnsOf, field, type FieldsInput, namesOf, parseFields, schemaOf, type Values } from '../fields'
import { displayName } from '../text/display-name'
import { emailAddress } from '../text/email-address'
import { firstMessage, parseInput } from '../text/parse-input'
import { lockTenant } from './lock-tenant'

const aYear = 525_600

/** To add a setting, add its column, a line here, and one in lib/http/auth0/tenant-settings.ts. */
const tenantFields = {
  name: field({
    column: 'name',
    schema: z.string(),
    parse: (text) => parseInput(friendlyName, text, 'friendly_name'),
  }),
  supportEmail: field({
    column: 'support_email',
    schema: z.string().nullable(),
    parse: (text) => text && parseInput(emailAddress, text, 'support_email').email,
  }),
  supportUrl: secureUrl('support_url', 'Support URL'),
  pictureUrl: secureUrl('picture_url', 'Picture URL'),
  /** For applications that name none. */
  defaultAudience: field({ column: 'default_audience', schema: z.string().nullable() }),
  /** For invitations whose application has no login URL. */
  defaultRedirectionUri: field({
    column: 'default_redirection_uri',
    schema: z.string().nullable(),
    parse: (text) => text && parseInput(loginRoute, text, 'default_redirection_uri'),
  }),
  inheritGlobalPermissionsInOrganizations: field({
    column: 'inherit_global_permissions_in_organizations',
    schema: z.boolean(),
  }),
  /** By slug; tokens then carry it as `org_name`. */
  allowOrganizationNameInAuthenticationApi: field({
    column: 'allow_organization_name_in_authentication_api',
    schema: z.boolean(),
  }),
  /** New ones are compared with those that Have I Been Pwned knows. */
  refuseLeakedPasswords: field({ column: 'refuse_leaked_passwords', schema: z.boolean() }),
  sessionIdleMinutes: sessionMinutes('session_idle_minutes', 'idle_session_lifetime'),
  sessionAbsoluteMinutes: sessionMinutes('session_absolute_minutes', 'session_lifetime'),
  /** In 24 hours; null for any number. */
  organizationsPerDay: field({
    column: 'organizations_per_day',
    schema: z.number().nullable(),
    parse: (count) => {
      if (count === null || (Number.isInteger(count) && count >= 1 && count <= 10_000)) return count
      const sentence = 'The limit must be 1 to 10,000 organizations in 24 hours, or null for none.'
      throw invalid('organizations_per_day', sentence)
    },
  }),
}

export type TenantSettings = Values<typeof tenantFields>

export type TenantSettingsChange = FieldsInput<typeof tenantFields>

function secureUrl(column: string, label: string) {
  return field({
    column,
    schema: z.string().nullable(),
    parse: (text) => text && parseInput(httpsUrl(label), text, column),
  })
}

const friendlyName = displayName({ label: 'Friendly name', max: 100 })

function httpsUrl(label: string): z.ZodType<string, string> {
  return z
    .string()
    .refine(
      (text) => URL.parse(text)?.protocol === 'https:' && text.length <= 2000,
      `${label} must be a complete https URL.`,
    )
}

const loginRoute = z.string().superRefine((text, context) => {
  const { error } = pageUrl.safeParse(text)
  if (error) context.addIssue(`The default login route: ${firstMessage(error)}`)
})

/** @param property Auth0’s name, for the error */
function sessionMinutes(column: string, property: string) {
  return field({
    column,
    schema: z.number(),
    parse: (minutes) => {
      if (Number.isInteger(minutes) && minutes >= 1 && minutes <= aYear) return minutes
      const sentence = `A session lifetime must be a whole number of minutes, 1 to ${aYear}.`
      throw invalid(property, sentence)
    },
  })
}

export function getTenantSettings(access: TenantAccess<'read:tenant_settings'>): Promise<TenantSettings> {
  return read(access, (tx) => readTenantSettings(tx, access.tenantId))
}

const tenantRow = schemaOf(tenantFields)

async function readTenantSettings(tx: Tx, tenantId: string): Promise<TenantSettings> {
  const [row] = await tx.$queryRaw<z.input<typeof tenantRow>[]>(sql`
    SELECT ${columnsOf('t', tenantFields)} FROM tenants t WHERE t.id = ${tenantId}`)
  return tenantRow.parse(row)
}

/** From the next request on; open sessions keep their end. @throws DomainError invalid */
export function updateTenantSettings(
  access: TenantAccess<'update:tenant_settings'>,
  input: TenantSettingsChange,
): Promise<TenantSettings> {
  return change(access, (tx) => writeTenantSettings(tx, access.tenantId, input))
}

/** Within the caller’s transaction. @throws DomainError invalid, at Auth0’s name of the setting */
export async function writeTenantSettings(
  tx: Tx,
  tenantId: string,
  input: TenantSettingsChange,
): Promise<ChangeResult<TenantSettings>> {
  await lockTenant(tx, tenantId)
  const present = await readTenantSettings(tx, tenantId)
  const { before, after } = changesOf(
    namesOf(tenantFields),
    present,
    parseFields(tenantFields, input, undefined),
  )
  assertConsistent({ ...present, ...after })
  if (Object.keys(after).length === 0) return unchanged(present)
  await assertApi(tx, tenantId, after.defaultAudience)
  await tx.tenant.update({ where: { id: tenantId }, data: after })
  return {
    result: { ...present, ...after },
    events: [
      {
        type: 'tenant.settings_changed',
        target: { kind: 'tenant', id: tenantId },
        details: { before, after },
      },
    ],
  }
}

/** Without an API with this identifier, applications that name none would be rejected. */
async function assertApi(tx: Tx, tenantId: string, identifier: string | null | undefined): Promise<void> {
  if (identifier == null) return
  const api = await tx.api.findFirst({ where: { tenantId, identifier }, select: { id: true } })
  if (!api) throw invalid('default_audience', 'There is no API with this identifier.')
}

function assertConsistent(settings: TenantSettings): void {
  if (settings.sessionIdleMinutes <= settings.sessionAbsoluteMinutes) return
  throw invalid('idle_session_lifetime', 'The idle timeout of a session cannot be longer than its lifetime.')
}
