import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { onUniqueViolation } from '@/lib/db/request-context'
import { change, unchanged, type ChangeResult } from '@/lib/db/transaction'
import { DomainError, invalid, notFound } from '@/lib/errors'
import { assertRecentSignIn } from '../passkeys/recent-sign-in'
import type { EmailAddress } from '../text/email-address'
import { barAddress } from './bar-address'
import { reserveEmail, reserveTokenAttempt } from './email-limits'
import { consumeEmailToken, createEmailToken, invalidEmailToken, voidEmailTokens } from './email-token'
import { endSessionsOf } from './end-sessions'
import { lockUser } from './lock-users'

const reason = 'a user changes their email address'

/**
 * Emails a code to the new address, also if another user has it: only its recipient learns that.
 * @throws DomainError sign_in_again, too_many, invalid (`email`) for the present address, conflict while it is managed
 */
export async function requestEmailChange(
  access: SelfAccess,
  address: EmailAddress,
): Promise<{ proofId: string }> {
  const { tenantId, userId } = access
  await change(access, (tx) => assertMayChange(tx, access, address), { bypassRowSecurity: reason })
  await reserveEmail({ tenantId, emailFolded: address.folded, purpose: 'email_change' })
  return change(
    access,
    async (tx) => {
      const proofId = await createEmailToken(tx, { tenantId, purpose: 'email_change', address, userId })
      return {
        result: { proofId },
        events: [{ type: 'user.email_change_requested', target: { kind: 'user', id: userId } }],
        mails: [{ template: 'email_change_code', proofId, to: address.email }],
      }
    },
    { bypassRowSecurity: reason },
  )
}

/** Does not tell whether another user has the new address. */
async function assertMayChange(
  tx: Tx,
  access: SelfAccess,
  address: EmailAddress,
): Promise<ChangeResult<undefined>> {
  await assertRecentSignIn(tx, access)
  if ((await assertNotManaged(tx, access)) === address.email)
    throw invalid('email', 'This is your address already.')
  return unchanged(undefined)
}

/**
 * Returns the present address. With another one, users that their organization’s provider has dropped could sign in with a
 * password. This holds for owners too, since they may lose that role, and for users who left, since the provider adds them
 * again.
 * @throws DomainError conflict
 */
async function assertNotManaged(tx: Tx, { tenantId, userId }: SelfAccess): Promise<string> {
  const [user] = await tx.$queryRaw<{ email: string; requiredBy: string | null }[]>`
    SELECT u.email, (
      SELECT o.display_name
      FROM organizations o
      WHERE o.tenant_id = ${tenantId} AND o.deleted_at IS NULL AND o.id IN (
          SELECT m.organization_id FROM members m WHERE m.tenant_id = ${tenantId} AND m.user_id = u.id
          UNION
          SELECT c.organization_id FROM identities i
          JOIN connections c ON c.tenant_id = ${tenantId} AND c.id = i.connection_id
          WHERE i.tenant_id = ${tenantId} AND i.user_id = u.id)
        AND foyer.connection_required_of(o.id, u.email_folded) IS NOT NULL
      ORDER BY o.display_name LIMIT 1) AS "requiredBy"
    FROM users u WHERE u.tenant_id = ${tenantId} AND u.id = ${userId}`
  if (!user) throw notFound()
  if (user.requiredBy !== null)
    throw new DomainError(
      'conflict',
      `${user.requiredBy} requires its own sign-in for this address, so you cannot change it yourself. Ask the people who run this site.`,
    )
  return user.email
}

/**
 * Emails both addresses, and ends the user’s other sessions.
 * @throws DomainError sign_in_again; gone (`code`); conflict if another user has the address, or the present one is managed
 */
export async function changeEmail(access: SelfAccess, key: { proofId: string; code: string }): Promise<void> {
  await reserveTokenAttempt(access.tenantId)
  const isChanged = await change(access, (tx) => replaceEmail(tx, access, key), {
    users: [access.userId],
    bypassRowSecurity: reason,
  }).catch(onUniqueViolation(addressTaken))
  if (!isChanged) throw invalidEmailToken(key)
}

async function replaceEmail(
  tx: Tx,
  access: SelfAccess,
  key: { proofId: string; code: string },
): Promise<ChangeResult<boolean>> {
  const { tenantId, userId } = access
  await assertRecentSignIn(tx, access)
  const own = await tx.emailProof.count({ where: { tenantId, id: key.proofId, userId } })
  const proof = own > 0 ? await consumeEmailToken(tx, { tenantId, purpose: 'email_change', key }) : null
  if (!proof) return { result: false, events: 'bookkeeping' }
  const before = await lockUser(tx, tenantId, userId)
  await assertNotManaged(tx, access)
  if (before.email === proof.email) return unchanged(true)
  await barAddress(tx, { tenantId, userId })
  const { email, emailFolded } = proof
  await tx.user.update({
    where: { tenantId_id: { tenantId, id: userId } },
    data: { email, emailFolded, emailVerifiedAt: new Date() },
  })
  await voidEmailTokens(tx, { tenantId, userId })
  await endSessionsOf(tx, { tenantId, userId, keep: access.sessionId })
  return {
    result: true,
    events: [{ type: 'user.email_changed', target: { kind: 'user', id: userId, name: before.name, email } }],
    mails: [
      { template: 'email_changed', isPrevious: true, to: before.email },
      { template: 'email_changed', isPrevious: false, to: email },
    ],
  }
}

function addressTaken(): DomainError {
  return new DomainError('conflict', 'Another account has this address. Use another one.', { field: 'code' })
}
