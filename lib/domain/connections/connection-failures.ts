import type { OrganizationAccess, TenantAccess } from '@/lib/access'
import { bypassRowSecurity, change, read } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { privateHostAdvice } from './provider-url'
import { samlFailures } from './saml-failures'

/** The audit stores the key only. */
const reasons = {
  unreachable: {
    person: 'The sign-in provider is not responding. Try again in a few minutes.',
    admin: 'The provider did not respond in time, or responded with an error.',
  },
  not_public: {
    person: 'This sign-in method is not set up correctly. Contact your admin.',
    admin: `The provider’s URL is not a public https URL. ${privateHostAdvice}`,
  },
  wrong_answer: {
    person: 'The sign-in provider sent an invalid response. Try again, or contact your admin.',
    admin: 'The provider’s response does not conform to its protocol.',
  },
  wrong_issuer: {
    person:
      'The response came from another provider than the one you chose, so it was rejected. Start again.',
    admin: 'The response has another issuer than the configured one.',
  },
  wrong_token: {
    person: 'The response was not for this sign-in, so it was rejected. Start again.',
    admin: 'The ID token has the wrong audience or nonce, has expired, or was not signed by the provider.',
  },
  client_refused: {
    person: 'This sign-in method is not set up correctly. Contact your admin.',
    admin: 'The provider rejected the client ID, the secret or key, or the redirect URI.',
  },
  cancelled: {
    person: 'You canceled the sign-in. Nothing has changed.',
    admin: 'The user or the provider canceled the sign-in.',
  },
  refused_there: {
    person: 'The sign-in provider refused. Ask your admin what is missing.',
    admin: 'The provider responded with an error.',
  },
  no_address: {
    person: 'The sign-in provider did not share your email address, which is required here.',
    admin: 'The provider sent no email address. Check the scopes and claims.',
  },
  other_domain: {
    person: 'This account is not your organization’s. Sign in with your work account.',
    admin: 'The account does not belong to the Google Workspace.',
  },
  blocked: {
    person: 'This account is blocked. Contact your admin.',
    admin: 'The user is blocked.',
  },
  email_unverified: {
    person: 'The address of this account is not verified yet. Sign in with an email link once.',
    admin: 'The address of the user’s account is not verified, and the provider’s address is different.',
  },
  no_account: {
    person: 'You don’t have an account here yet. Ask an admin for an invitation.',
    admin: 'The user has no account, and this sign-in method does not create accounts here.',
  },
  not_enabled: {
    person: 'This sign-in method is not available here. Go back and choose another.',
    admin: 'The sign-in method is not enabled.',
  },
  provider_changed: {
    person: 'The settings of this sign-in method have just changed. Start again.',
    admin: 'The issuer was changed while someone was signing in.',
  },
  unconfirmed: {
    person:
      'This sign-in provider has to be confirmed by someone with your permissions. Sign in another way, or contact an owner.',
    admin:
      'The provider was connected by someone with fewer permissions than this member. Someone with all of the member’s permissions must check its issuer on the page of the provider and confirm it.',
  },
  ...samlFailures,
} as const

export type FailureReason = keyof typeof reasons

export function explainFailure(reason: string): { person: string; admin: string } {
  return isFailureReason(reason)
    ? reasons[reason]
    : { person: 'The sign-in didn’t finish. Start again.', admin: 'The sign-in failed.' }
}

export function isFailureReason(text: string): text is FailureReason {
  return Object.hasOwn(reasons, text)
}

export interface ConnectionFailure {
  id: string
  occurredAt: Date
  /** Null if the connection was deleted. */
  connectionName: string | null
  reason: string
}

const maxFailures = 10
const days = 30

/** Only failures of the last 30 days that name a connection. */
export function listConnectionFailures(
  access: OrganizationAccess<'read:organization_connections'>,
): Promise<ConnectionFailure[]> {
  const ofOrganization = sql`a.organization_id = ${access.organizationId}
    AND a.type IN ('connection.failed', 'session.refused') AND a.details->>'connectionId' IS NOT NULL`
  return read(access, (tx) => readFailures(tx, access.tenantId, ofOrganization))
}

/** In all organizations, and outside of them. */
export function listFailuresOfConnection(
  access: TenantAccess<'read:connections'>,
  connectionId: string,
): Promise<ConnectionFailure[]> {
  const ofConnection = sql`a.target_id = ${connectionId} AND a.type = 'connection.failed'`
  return read(access, (tx) => readFailures(tx, access.tenantId, ofConnection))
}

async function readFailures(tx: Tx, tenantId: string, which: Sql): Promise<ConnectionFailure[]> {
  const rows = await tx.$queryRaw<(Omit<ConnectionFailure, 'reason'> & { reason: string | null })[]>`
    SELECT a.id, a.occurred_at AS "occurredAt", c.display_name AS "connectionName", a.details->>'reason' AS reason
    FROM audit_events a
    LEFT JOIN connections c ON c.tenant_id = ${tenantId} AND c.id = a.details->>'connectionId'
    WHERE a.tenant_id = ${tenantId} AND ${which} AND a.occurred_at > now() - make_interval(days => ${days})
    ORDER BY a.occurred_at DESC, a.id DESC LIMIT ${maxFailures}`
  return rows.map(({ reason, ...row }) => ({ ...row, reason: explainFailure(reason ?? '').admin }))
}

export function recordFailure(
  tenantId: string,
  at: { connectionId: string; organizationId: string | null },
  reason: FailureReason,
): Promise<void> {
  return change(
    bypassRowSecurity('a failed sign-in is recorded before anyone is signed in', tenantId),
    async () => ({ result: undefined, events: [failed(at, reason)] }),
  )
}

export function failed(
  { connectionId, organizationId }: { connectionId: string; organizationId: string | null },
  reason: FailureReason,
): Event {
  return {
    type: 'connection.failed',
    target: { kind: 'connection', id: connectionId },
    details: { connectionId, reason },
    ...(organizationId === null ? {} : { organizationId }),
  }
}
