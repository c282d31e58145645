import { personOf, type OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, type ChangeResult } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { type ChangedMember, getChangedMember, readMemberChange } from './member-change'

type Access = OrganizationAccess<'delete:organization_members'>

export interface MemberSessionsInput {
  userId: string
  /** If undefined, all of the member’s sessions, also those that were never used here. */
  sessionId?: string | undefined
}

/**
 * Only in this organization, with the tokens that applications got there. Elsewhere the sessions continue.
 * @returns the member’s name
 * @throws DomainError not_found, also for a session that has ended; invalid (oneself), not_yours_to_give
 */
export function endMemberSessions(access: Access, input: MemberSessionsInput): Promise<string> {
  return changeLocked(access, (tx) => end(tx, access, input))
}

async function end(
  tx: Tx,
  access: Access,
  { userId, sessionId }: MemberSessionsInput,
): Promise<ChangeResult<string>> {
  const member = getChangedMember(await readMemberChange(tx, access, { users: [userId] }), userId)
  assertMayEnd(access, member)
  if (sessionId === undefined) await tx.$executeRaw`SELECT foyer.end_member_sessions(${userId})`
  else await endOne(tx, access, { userId, sessionId })
  const { id, name, email } = member
  const type = sessionId === undefined ? 'member.sessions_ended' : 'member.session_ended'
  return { result: name, events: [{ type, target: { kind: 'user', id, name, email } }] }
}

function assertMayEnd(access: Access, { id, name, isWithinReach }: ChangedMember): void {
  if (id === personOf(access))
    throw new DomainError('invalid', 'You cannot end your own sessions here. Use your account page.')
  if (isWithinReach) return
  throw new DomainError(
    'not_yours_to_give',
    `${name} has more permissions here than you, so you cannot end their sessions.`,
  )
}

async function endOne(
  tx: Tx,
  { tenantId, organizationId }: Access,
  { userId, sessionId }: { userId: string; sessionId: string },
): Promise<void> {
  const ended = await tx.$executeRaw`
    UPDATE member_sessions SET ended_at = now()
    WHERE tenant_id = ${tenantId} AND session_id = ${sessionId} AND organization_id = ${organizationId}
      AND user_id = ${userId} AND ended_at IS NULL`
  if (ended === 0) throw notFound()
}
