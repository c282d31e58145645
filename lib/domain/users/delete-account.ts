import type { SelfAccess } from '@/lib/access'
import { currentOrigin, withOrigin } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult } from '@/lib/db/transaction'
import { DomainError, invalid } from '@/lib/errors'
import { assertRecentSignIn } from '../passkeys/recent-sign-in'
import { fold } from '../text/fold'
import { deleteUserRow } from './delete-user'
import { lockUser } from './lock-users'

/**
 * Ends the memberships and sessions, and erases personal data, as when an operator deletes a user. Sends a last email.
 * @throws DomainError sign_in_again; invalid at `confirmation`; last_owner
 */
export async function deleteAccount(access: SelfAccess, confirmation: string): Promise<void> {
  const { requestId } = currentOrigin()
  // The events of the deletion itself hold no IP address or browser either.
  await withOrigin(requestId === undefined ? {} : { requestId }, () =>
    change(access, (tx) => deleteOwn(tx, access, confirmation), {
      bypassRowSecurity: 'a user deletes their account',
    }),
  )
}

async function deleteOwn(tx: Tx, access: SelfAccess, confirmation: string): Promise<ChangeResult<void>> {
  const { tenantId, userId } = access
  await assertRecentSignIn(tx, access)
  const { email } = await lockUser(tx, tenantId, userId)
  if (fold(confirmation.slice(0, 1000)) !== fold(email))
    throw invalid('confirmation', `Type ${email} to delete your account.`)
  const owned = await lockOwnedOrganizations(tx, access)
  const events = await deleteUserRow(tx, tenantId, userId)
  await assertOwnersLeft(tx, access, owned)
  return { result: undefined, events, mails: [{ template: 'account_deleted', to: email }] }
}

interface OwnedOrganization {
  id: string
  name: string
}

/** Organizations with an owner, locked so that no concurrent change removes their last one. */
async function lockOwnedOrganizations(
  tx: Tx,
  { tenantId, userId }: SelfAccess,
): Promise<OwnedOrganization[]> {
  const organizations = await tx.$queryRaw<OwnedOrganization[]>`
    SELECT o.id, o.display_name AS name FROM organizations o
    WHERE o.tenant_id = ${tenantId} AND o.deleted_at IS NULL AND o.id IN (
      SELECT m.organization_id FROM members m WHERE m.tenant_id = ${tenantId} AND m.user_id = ${userId})
    ORDER BY o.id FOR UPDATE`
  const ids = organizations.map(({ id }) => id)
  const owned = await tx.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM organizations o
    WHERE o.tenant_id = ${tenantId} AND o.id = ANY (${ids}) AND foyer.has_owner(o.id)`
  return organizations.filter(({ id }) => owned.some((one) => one.id === id))
}

async function assertOwnersLeft(
  tx: Tx,
  { tenantId }: SelfAccess,
  owned: readonly OwnedOrganization[],
): Promise<void> {
  const ids = owned.map(({ id }) => id)
  const [ownerless] = await tx.$queryRaw<OwnedOrganization[]>`
    SELECT o.id, o.display_name AS name FROM organizations o
    WHERE o.tenant_id = ${tenantId} AND o.id = ANY (${ids}) AND NOT foyer.has_owner(o.id) ORDER BY o.id LIMIT 1`
  if (!ownerless) return
  const sentence = `${ownerless.name} needs at least one owner. Make someone else an owner of it, or delete it first.`
  throw new DomainError('last_owner', sentence)
}
