import type { SelfAccess } from '@/lib/access'
import { currentOrigin, withOrigin } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult } from '@/lib/db/transaction'
import { invalid } from '@/lib/errors'
import { keepingOwners, organizationsOfUser } from '../members/keep-owners'
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
  const owning = { access, among: organizationsOfUser(tenantId, userId) }
  const events = await keepingOwners(tx, owning, () => deleteUserRow(tx, tenantId, userId))
  return { result: undefined, events, mails: [{ template: 'account_deleted', to: email }] }
}
