import type { OrganizationAccess } from '@/lib/access'
import { change } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, notFound } from '@/lib/errors'
import { issueTickets } from './issue-tickets'
import { judge, sentenceOf } from './judge'
import { assertMayMail, coolDown, exhaustedAddresses, lockAllowance } from './mail-allowance'
import { rolesToGive } from '../roles/roles-to-give'

type Access = OrganizationAccess<'create:organization_invitations'>

interface Kept {
  id: string
  email: string
  emailFolded: string
  roleIds: string[]
}

interface Renewed {
  email: string
  version: number
  expiresAt: Date
}

/**
 * Sends a pending invitation once more: a new version, whose link alone works, and the whole time to answer. Roles
 * that the sender may not give are not sent again either.
 * @throws DomainError not_found, gone, not_yours_to_give, conflict, too_many
 */
export async function resendInvitation(
  access: Access,
  invitationId: string,
): Promise<{ email: string; expiresAt: Date }> {
  const { tenantId, organizationId } = access
  return change(access, async (tx) => {
    const kept = await findPending(tx, access, invitationId)
    await assertMayGive(tx, access, kept.roleIds)
    await lockAllowance(tx, access, [kept.emailFolded])
    await assertReachable(tx, access, kept)
    await assertMayMail(tx, access, 1)
    const { email, version, expiresAt } = await renew(tx, { tenantId, organizationId, id: kept.id })
    await issueTickets(tx, [{ id: kept.id, organizationId, version }])
    return {
      result: { email, expiresAt },
      events: [
        {
          type: 'invitation.resent',
          target: { kind: 'invitation', id: kept.id, email },
          details: {
            before: { version: version - 1 },
            after: { version, expiresAt: expiresAt.toISOString() },
          },
        },
      ],
      mails: [{ template: 'invitation', invitationId: kept.id, version, to: email, organizationId }],
    }
  })
}

async function findPending(tx: Tx, access: Access, id: string): Promise<Kept> {
  const { tenantId, organizationId } = access
  const found = await tx.invitation.findUnique({
    where: { tenantId_organizationId_id: { tenantId, organizationId, id } },
    include: { roles: true },
  })
  if (!found) throw notFound()
  if (found.state !== 'pending') throw closed()
  const { email, emailFolded, roles } = found
  return { id, email, emailFolded, roleIds: roles.map(({ roleId }) => roleId) }
}

async function assertMayGive(tx: Tx, access: Access, roleIds: readonly string[]): Promise<void> {
  const { roles } = await rolesToGive(tx, access)
  if (roleIds.every((id) => roles.some((role) => role.id === id))) return
  throw new DomainError(
    'not_yours_to_give',
    'This invitation offers a role that you cannot give. Revoke it and invite again with other roles.',
  )
}

async function assertReachable(tx: Tx, access: Access, { emailFolded }: Kept): Promise<void> {
  const verdicts = await judge(tx, access, [emailFolded])
  if (verdicts.get(emailFolded) === 'member') throw new DomainError('conflict', sentenceOf('member'))
  const exhausted = await exhaustedAddresses(tx, [emailFolded])
  if (exhausted.size > 0) throw new DomainError('too_many', sentenceOf('exhausted'), { retryAfter: 3600 })
}

async function renew(
  tx: Tx,
  { tenantId, organizationId, id }: { tenantId: string; organizationId: string; id: string },
): Promise<Renewed> {
  const [renewed] = await tx.$queryRaw<Renewed[]>`
    UPDATE invitations
    SET version = version + 1, sent_at = now(), expires_at = now() + make_interval(secs => ttl_seconds)
    WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND id = ${id} AND state = 'pending'
      AND sent_at <= now() - make_interval(secs => ${coolDown()}::int)
    RETURNING email, version, expires_at AS "expiresAt"`
  if (renewed) return renewed
  const still = await tx.invitation.findFirst({ where: { tenantId, organizationId, id, state: 'pending' } })
  if (!still) throw closed()
  throw new DomainError('too_many', 'This invitation was sent less than a minute ago. Wait a moment.', {
    retryAfter: coolDown(),
  })
}

function closed(): DomainError {
  return new DomainError('gone', 'This invitation was answered or revoked. Invite the person again.')
}
