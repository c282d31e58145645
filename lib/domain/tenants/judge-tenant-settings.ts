import { DomainError } from '@/lib/errors'
import { parsePage } from '../clients/parse-url'
import { insist } from '../text/insist'
import { parseEmail } from '../text/parse-email'
import { parseName } from '../text/parse-name'
import { accepted, refused, type Parsed } from '../text/parsed'
import type { TenantSettings, TenantSettingsChange } from './read-tenant-settings'

const aYear = 525_600

/**
 * The wanted change as it will be written.
 * @throws DomainError invalid, at the setting as Auth0 calls it
 */
export function judgeTenantSettings(
  present: TenantSettings,
  wanted: TenantSettingsChange,
): TenantSettingsChange {
  const { name, supportEmail, supportUrl, pictureUrl, defaultRedirectionUri } = wanted
  judgeMinutes({
    sessionIdleMinutes: wanted.sessionIdleMinutes ?? present.sessionIdleMinutes,
    sessionAbsoluteMinutes: wanted.sessionAbsoluteMinutes ?? present.sessionAbsoluteMinutes,
  })
  validateDailyOrganizations(wanted.organizationsPerDay)
  return {
    ...wanted,
    name:
      name === undefined
        ? name
        : insist(parseName(name, { label: 'Friendly name', max: 100 }), 'friendly_name'),
    supportEmail: supportEmail && insist(parseEmail(supportEmail), 'support_email').email,
    supportUrl: supportUrl && insist(parseSecureUrl(supportUrl, 'Support URL'), 'support_url'),
    pictureUrl: pictureUrl && insist(parseSecureUrl(pictureUrl, 'Picture URL'), 'picture_url'),
    defaultRedirectionUri:
      defaultRedirectionUri && insist(parseRoute(defaultRedirectionUri), 'default_redirection_uri'),
  }
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

function validateDailyOrganizations(count: number | null | undefined): void {
  if (count == null || (Number.isInteger(count) && count >= 1 && count <= 10_000)) return
  throw new DomainError('invalid', 'A person creates 1 to 10,000 organizations in 24 hours, or any number.', {
    field: 'organizations_per_day',
  })
}

type Minutes = Pick<TenantSettings, 'sessionIdleMinutes' | 'sessionAbsoluteMinutes'>

function judgeMinutes({ sessionIdleMinutes: idle, sessionAbsoluteMinutes: absolute }: Minutes): void {
  insistOnMinutes(idle, 'idle_session_lifetime')
  insistOnMinutes(absolute, 'session_lifetime')
  if (idle <= absolute) return
  throw new DomainError('invalid', 'A session cannot stay idle for longer than it lives.', {
    field: 'idle_session_lifetime',
  })
}

function insistOnMinutes(minutes: number, field: string): void {
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= aYear) return
  throw new DomainError('invalid', `A session lives for a whole number of minutes, 1 to ${aYear}.`, { field })
}
