import type { Permission, SelfAccess } from '@/lib/access'
import { type Limit, reserve } from '@/lib/db/limits'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { change, unchanged } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { emailsOfMembersWith } from '../members/member-permissions'
import { lockJoinableOrganization } from './queries'

const perPerson: Limit = { name: 'join_request', points: 10, seconds: 24 * 60 * 60 }

/**
 * Asking again changes nothing. Emails those who can approve it: at most 20 members, and each at most once an hour.
 * @throws DomainError conflict, too_many
 */
export async function requestToJoin(
  access: SelfAccess,
  { organizationId, message }: { organizationId: string; message?: string | undefined },
): Promise<{ displayName: string }> {
  await reserve(perPerson, `${access.tenantId} ${access.userId}`)
  return change(
    access,
    async (tx) => {
      const { displayName, request } = await lockJoinableOrganization(tx, organizationId)
      if (request !== null) return unchanged({ displayName })
      const id = newId('joinRequest')
      const [person] = await tx.$queryRaw<{ name: string; email: string }[]>`
        WITH asked AS (
          INSERT INTO join_requests (organization_id, id, user_id, message)
          VALUES (${organizationId}, ${id}, ${access.userId}, ${message ?? null})
          ON CONFLICT (tenant_id, organization_id, user_id) WHERE state = 'pending' DO NOTHING
          RETURNING user_id)
        SELECT u.name, u.email
        FROM asked a JOIN users u ON u.tenant_id = ${access.tenantId} AND u.id = a.user_id`
      if (!person) return unchanged({ displayName })
      await lockJoinEmails(tx, { tenantId: access.tenantId, organizationId })
      const recipients = await emailsOfMembersWith(tx, needed, { tenantId: access.tenantId, organizationId })
      return {
        result: { displayName },
        events: [
          {
            type: 'join_request.created',
            organizationId,
            target: { kind: 'user', id: access.userId, ...person },
            details: { joinRequestId: id },
          },
        ],
        mails: recipients.map((to): OutgoingEmail => ({
          template: 'join_requested',
          requestId: id,
          to,
          organizationId,
          mostPerHour: 1,
        })),
      }
    },
    { bypassRowSecurity: 'a person asks to join by the domain of their address' },
  )
}

const needed: Permission = 'create:organization_invitations'

/**
 * Until the transaction ends. Otherwise two concurrent requests could both email the same recipient, or the worker could
 * skip an email that the next request relies on.
 */
export async function lockJoinEmails(
  tx: Tx,
  { tenantId, organizationId }: { tenantId: string; organizationId: string },
): Promise<void> {
  const key = `join requests ${tenantId} ${organizationId}`
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`
}

/** Changes nothing if it is no longer pending. */
export function withdrawJoinRequest(access: SelfAccess, organizationId: string): Promise<void> {
  const { tenantId, userId } = access
  return change(
    access,
    async (tx) => {
      const [closed] = await tx.$queryRaw<{ joinRequestId: string; name: string; email: string }[]>`
        UPDATE join_requests q SET state = 'withdrawn', closed_at = now()
        FROM users u
        WHERE q.tenant_id = ${tenantId} AND q.organization_id = ${organizationId} AND q.user_id = ${userId}
          AND q.state = 'pending' AND u.tenant_id = ${tenantId} AND u.id = q.user_id
        RETURNING q.id AS "joinRequestId", u.name, u.email`
      if (!closed) return unchanged(undefined)
      const { joinRequestId, ...person } = closed
      const target = { kind: 'user', id: userId, ...person }
      return {
        result: undefined,
        events: [{ type: 'join_request.withdrawn', organizationId, target, details: { joinRequestId } }],
      }
    },
    { bypassRowSecurity: 'a person withdraws their request to join' },
  )
}
