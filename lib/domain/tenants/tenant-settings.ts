import { z } from 'zod'
import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { change, type ChangeResult, read, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { parsePage } from '../clients/parse-url'
import { columnsOf, field, namesOf, parseFields, schemaOf, type Values } from '../fields'
import { insist } from '../text/insist'
import { parseEmail } from '../text/parse-email'
import { parseName } from '../text/parse-name'
import { accepted, type Parsed, refused } from '../text/parsed'
import { lockTenant } from './lock-tenant'

const aYear = 525_600

/**
 * Every setting of a tenant. To add one, add its column to the database, a line here, and a line to
 * lib/http/auth0/tenant-settings.ts.
 */
const tenantFields = {
  /** The pages show it. */
  name: field({
    column: 'name',
    schema: z.string(),
    parse: (text) => insist(parseName(text, { label: 'Friendly name', max: 100 }), 'friendly_name'),
  }),
  supportEmail: field({
    column: 'support_email',
    schema: z.string().nullable(),
    parse: (text) => text && insist(parseEmail(text), 'support_email').email,
  }),
  supportUrl: secureUrl('support_url', 'Support URL'),
  pictureUrl: secureUrl('picture_url', 'Picture URL'),
  /** The API meant where an application names none. */
  defaultAudience: field({ column: 'default_audience', schema: z.string().nullable() }),
  /** Where an invitation leads whose application has no address for it. */
  defaultRedirectionUri: field({
    column: 'default_redirection_uri',
    schema: z.string().nullable(),
    parse: (text) => text && insist(parseRoute(text), 'default_redirection_uri'),
  }),
  inheritGlobalPermissionsInOrganizations: field({
    column: 'inherit_global_permissions_in_organizations',
    schema: z.boolean(),
  }),
  /** Whether sign-in takes an organization’s name as a parameter, and tokens carry it. */
  allowOrganizationNameInAuthenticationApi: field({
    column: 'allow_organization_name_in_authentication_api',
    schema: z.boolean(),
  }),
  /** A session ends after so many minutes without a request. */
  sessionIdleMinutes: sessionMinutes('session_idle_minutes', 'idle_session_lifetime'),
  /** A session ends after so many minutes, whatever happens. */
  sessionAbsoluteMinutes: sessionMinutes('session_absolute_minutes', 'session_lifetime'),
  /** How many organizations a user may create in 24 hours; null for any number. */
  organizationsPerDay: field({
    column: 'organizations_per_day',
    schema: z.number().nullable(),
    parse: (count) => {
      if (count === null || (Number.isInteger(count) && count >= 1 && count <= 10_000)) return count
      const sentence = 'A person creates 1 to 10,000 organizations in 24 hours, or any number.'
      throw new DomainError('invalid', sentence, { field: 'organizations_per_day' })
    },
  }),
}

export type TenantSettings = Values<typeof tenantFields>

/** What is left out or undefined stays as it is. */
export type TenantSettingsChange = { [K in keyof TenantSettings]?: TenantSettings[K] | undefined }

function secureUrl(column: string, label: string) {
  return field({
    column,
    schema: z.string().nullable(),
    parse: (text) => text && insist(parseSecureUrl(text, label), column),
  })
}

function parseSecureUrl(text: string, label: string): Parsed<string> {
  return URL.parse(text)?.protocol === 'https:' && text.length <= 2000
    ? accepted(text)
    : refused(`${label} needs to be a whole URL that begins with https.`)
}

function parseRoute(text: string): Parsed<string> {
  const page = parsePage(text)
  return page.ok ? page : refused(`The default login route: ${page.problem}`)
}

/** @param property what Auth0 calls it, for the error */
function sessionMinutes(column: string, property: string) {
  return field({
    column,
    schema: z.number(),
    parse: (minutes) => {
      if (Number.isInteger(minutes) && minutes >= 1 && minutes <= aYear) return minutes
      const sentence = `A session lives for a whole number of minutes, 1 to ${aYear}.`
      throw new DomainError('invalid', sentence, { field: property })
    },
  })
}

/** The settings that apply to the whole tenant. */
export function getTenantSettings(access: TenantAccess<'read:tenant_settings'>): Promise<TenantSettings> {
  return read(access, (tx) => readTenantSettings(tx, access.tenantId))
}

const tenantRow = schemaOf(tenantFields)

async function readTenantSettings(tx: Tx, tenantId: string): Promise<TenantSettings> {
  const [row] = await tx.$queryRaw<z.input<typeof tenantRow>[]>(sql`
    SELECT ${columnsOf('t', tenantFields)} FROM tenants t WHERE t.id = ${tenantId}`)
  return tenantRow.parse(row)
}

/**
 * Updates the settings of the tenant, from the next request on. Open sessions keep their end.
 * @throws DomainError invalid
 */
export function updateTenantSettings(
  access: TenantAccess<'update:tenant_settings'>,
  input: TenantSettingsChange,
): Promise<TenantSettings> {
  return change(access, (tx) => writeTenantSettings(tx, access.tenantId, input))
}

/**
 * The same in a transaction of the caller, who returns its event.
 * @throws DomainError invalid, at the setting as Auth0 calls it
 */
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
  if (!api)
    throw new DomainError('invalid', 'There is no API with this identifier.', { field: 'default_audience' })
}

function assertConsistent(settings: TenantSettings): void {
  if (settings.sessionIdleMinutes <= settings.sessionAbsoluteMinutes) return
  throw new DomainError('invalid', 'A session cannot stay idle for longer than it lives.', {
    field: 'idle_session_lifetime',
  })
}
