import type { OrganizationAccess } from '@/lib/access'
import { bypassRowSecurity, change, read } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'

/** Why a sign-in by a provider failed. The audit stores the key; the user and the administrators see their own text. */
const reasons = {
  unreachable: {
    person: 'The service that you sign in with does not answer. Try again in a few minutes.',
    admin: 'The provider did not answer in time, or answered with an error.',
  },
  not_public: {
    person: 'This way to sign in is not set up right. Tell the people who run it.',
    admin: 'The provider’s address does not lead to the public internet by https.',
  },
  wrong_answer: {
    person:
      'The service that you sign in with gave an answer that makes no sense. Try again, or tell the people who run it.',
    admin: 'The provider’s answer was not what OpenID Connect asks for.',
  },
  wrong_issuer: {
    person:
      'The answer came from another service than the one you were sent to, so it was not accepted. Begin again.',
    admin: 'The answer names another issuer than the one that is set up.',
  },
  wrong_token: {
    person: 'The answer was not meant for this sign-in, so it was not accepted. Begin again.',
    admin:
      'The ID token was not for us or not for this sign-in, had expired, or was not signed by the provider.',
  },
  client_refused: {
    person: 'This way to sign in is not set up right. Tell the people who run it.',
    admin: 'The provider refused our client ID, our secret or key, or the redirect URI.',
  },
  cancelled: {
    person: 'You stopped before it was done. Nothing has changed.',
    admin: 'The person, or the provider, stopped the sign-in.',
  },
  refused_there: {
    person: 'The service that you sign in with refused. Ask the people who run it what is missing.',
    admin: 'The provider answered with an error instead of a sign-in.',
  },
  no_address: {
    person:
      'The service that you sign in with does not say what your email address is, and it is needed here.',
    admin: 'The provider sent no email address. Look at the scopes and the claims.',
  },
  blocked: {
    person: 'This account cannot be used. Ask the people who run it.',
    admin: 'The person is blocked.',
  },
  unproven: {
    person: 'The address of this account is not proven yet. Sign in with a link by email once.',
    admin: 'The address of the person’s account is not proven, and the provider names another.',
  },
  no_account: {
    person: 'There is no account for you here yet. Ask the people who run it for an invitation.',
    admin: 'The person has no account, and this sign-in method makes none here.',
  },
  not_enabled: {
    person: 'This way to sign in is not open here. Go back and choose another.',
    admin: 'The sign-in method is not switched on.',
  },
} as const

export type FailureReason = keyof typeof reasons

/** The text for the user who signs in, and the one for those who administer the connection. */
export function explainFailure(reason: string): { person: string; admin: string } {
  return isReason(reason)
    ? reasons[reason]
    : { person: 'That did not work. Begin again.', admin: 'It did not work.' }
}

function isReason(text: string): text is FailureReason {
  return Object.hasOwn(reasons, text)
}

export interface ConnectionFailure {
  id: string
  occurredAt: Date
  /** The present name of the connection; null if it was deleted. */
  connectionName: string | null
  /** For the organization’s administrators. */
  reason: string
}

const maxFailures = 10
const days = 30

/** The last failed sign-ins at this organization within 30 days that name a connection, the newest first. */
export function listConnectionFailures(
  access: OrganizationAccess<'read:organization_connections'>,
): Promise<ConnectionFailure[]> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const rows = await tx.$queryRaw<(Omit<ConnectionFailure, 'reason'> & { reason: string | null })[]>`
      SELECT a.id, a.occurred_at AS "occurredAt", c.display_name AS "connectionName", a.details->>'reason' AS reason
      FROM audit_events a
      LEFT JOIN connections c ON c.tenant_id = ${tenantId} AND c.id = a.details->>'connectionId'
      WHERE a.tenant_id = ${tenantId} AND a.organization_id = ${organizationId}
        AND a.occurred_at > now() - make_interval(days => ${days})
        AND a.type IN ('connection.failed', 'session.refused') AND a.details->>'connectionId' IS NOT NULL
      ORDER BY a.occurred_at DESC, a.id DESC LIMIT ${maxFailures}`
    return rows.map(({ reason, ...row }) => ({ ...row, reason: explainFailure(reason ?? '').admin }))
  })
}

/** Records that a sign-in by a provider failed, and why. */
export function recordFailure(
  tenantId: string,
  at: { connectionId: string; organizationId: string | null },
  reason: FailureReason,
): Promise<void> {
  return change(
    bypassRowSecurity('a failed sign-in is recorded before anybody is signed in', tenantId),
    async () => ({
      result: undefined,
      events: [failed(at, reason)],
    }),
  )
}

/** The event of a failed sign-in. If it names an organization, that organization’s page shows it. */
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
