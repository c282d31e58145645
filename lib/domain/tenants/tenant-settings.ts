import { z } from 'zod'
import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult, read, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { pageUrl } from '../clients/client-url'
import { displayName } from '../text/display-name'
import { emailAddress } from '../text/email-address'
import { firstMessage, parseInput } from '../text/parse-input'
import { lockTenant } from './lock-tenant'

/** What holds for the whole tenant. */
export function getTenantSettings(access: TenantAccess<'read:tenant_settings'>): Promise<TenantSettings> {
  return read(access, (tx) => readTenantSettings(tx, access.tenantId))
}

export interface TenantSettings {
  /** What the pages call the tenant. */
  name: string
  supportEmail: string | null
  supportUrl: string | null
  pictureUrl: string | null
  /** The API meant where an application names none. */
  defaultAudience: string | null
  /** Where invitations lead whose application says nothing. */
  defaultRedirectionUri: string | null
  inheritGlobalPermissionsInOrganizations: boolean
  /** Whether sign-in takes an organization’s name as a parameter, and tokens carry it. */
  allowOrganizationNameInAuthenticationApi: boolean
  /** A session ends after so many minutes without a request. */
  sessionIdleMinutes: number
  /** A session ends after so many minutes, whatever happens. */
  sessionAbsoluteMinutes: number
  /** How many organizations a person may create for themselves in 24 hours; null for any number. */
  organizationsPerDay: number | null
}

/** What is left out stays as it is. */
export type TenantSettingsChange = { [K in keyof TenantSettings]?: TenantSettings[K] | undefined }

function readTenantSettings(tx: Tx, tenantId: string): Promise<TenantSettings> {
  return tx.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: {
      name: true,
      supportEmail: true,
      supportUrl: true,
      pictureUrl: true,
      defaultAudience: true,
      defaultRedirectionUri: true,
      inheritGlobalPermissionsInOrganizations: true,
      allowOrganizationNameInAuthenticationApi: true,
      sessionIdleMinutes: true,
      sessionAbsoluteMinutes: true,
      organizationsPerDay: true,
    },
  })
}

const aYear = 525_600

/**
 * The wanted change as it will be written.
 * @throws DomainError invalid, at the setting as Auth0 calls it
 */
function validateTenantSettings(present: TenantSettings, input: TenantSettingsChange): TenantSettingsChange {
  const { name, supportEmail, supportUrl, pictureUrl, defaultRedirectionUri } = input
  judgeMinutes({
    sessionIdleMinutes: input.sessionIdleMinutes ?? present.sessionIdleMinutes,
    sessionAbsoluteMinutes: input.sessionAbsoluteMinutes ?? present.sessionAbsoluteMinutes,
  })
  validateDailyOrganizations(input.organizationsPerDay)
  return {
    ...input,
    name: name === undefined ? name : parseInput(friendlyName, name, 'friendly_name'),
    supportEmail: supportEmail && parseInput(emailAddress, supportEmail, 'support_email').email,
    supportUrl: supportUrl && parseInput(secureUrl('Support URL'), supportUrl, 'support_url'),
    pictureUrl: pictureUrl && parseInput(secureUrl('Picture URL'), pictureUrl, 'picture_url'),
    defaultRedirectionUri:
      defaultRedirectionUri && parseInput(loginRoute, defaultRedirectionUri, 'default_redirection_uri'),
  }
}

const friendlyName = displayName({ label: 'Friendly name', max: 100 })

function secureUrl(label: string) {
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

function validateDailyOrganizations(count: number | null | undefined): void {
  if (count == null || (Number.isInteger(count) && count >= 1 && count <= 10_000)) return
  throw new DomainError(
    'invalid',
    'The limit must be 1 to 10,000 organizations in 24 hours, or null for none.',
    {
      field: 'organizations_per_day',
    },
  )
}

type Minutes = Pick<TenantSettings, 'sessionIdleMinutes' | 'sessionAbsoluteMinutes'>

function judgeMinutes({ sessionIdleMinutes: idle, sessionAbsoluteMinutes: absolute }: Minutes): void {
  insistOnMinutes(idle, 'idle_session_lifetime')
  insistOnMinutes(absolute, 'session_lifetime')
  if (idle <= absolute) return
  throw new DomainError('invalid', 'The idle timeout of a session cannot be longer than its lifetime.', {
    field: 'idle_session_lifetime',
  })
}

function insistOnMinutes(minutes: number, field: string): void {
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= aYear) return
  throw new DomainError('invalid', `A session lifetime must be a whole number of minutes, 1 to ${aYear}.`, {
    field,
  })
}

/**
 * Changes what holds for the whole tenant, from the next request on. Sessions that are open keep their end.
 * @throws DomainError invalid
 */
export function saveTenantSettings(
  access: TenantAccess<'update:tenant_settings'>,
  input: TenantSettingsChange,
): Promise<TenantSettings> {
  return change(access, (tx) => writeTenantSettings(tx, access.tenantId, input))
}

const fields = [
  'name',
  'supportEmail',
  'supportUrl',
  'pictureUrl',
  'defaultAudience',
  'defaultRedirectionUri',
  'inheritGlobalPermissionsInOrganizations',
  'allowOrganizationNameInAuthenticationApi',
  'sessionIdleMinutes',
  'sessionAbsoluteMinutes',
  'organizationsPerDay',
] as const

/**
 * Writes settings of the tenant of this transaction, and what was before into the event.
 * @throws DomainError invalid, at the setting as Auth0 calls it
 */
export async function writeTenantSettings(
  tx: Tx,
  tenantId: string,
  input: TenantSettingsChange,
): Promise<ChangeResult<TenantSettings>> {
  await lockTenant(tx, tenantId)
  const present = await readTenantSettings(tx, tenantId)
  const { before, after } = changesOf(fields, present, validateTenantSettings(present, input))
  if (Object.keys(after).length === 0) return unchanged(present)
  await insistOnApi(tx, tenantId, after.defaultAudience)
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

/** Applications that name no API would be turned away if there were none with this identifier. */
async function insistOnApi(tx: Tx, tenantId: string, identifier: string | null | undefined): Promise<void> {
  if (identifier == null) return
  const api = await tx.api.findFirst({ where: { tenantId, identifier }, select: { id: true } })
  if (!api)
    throw new DomainError('invalid', 'There is no API with this identifier.', { field: 'default_audience' })
}
