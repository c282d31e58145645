import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { bookkeeping, changeLocked, type ChangeResult, withEvents } from '@/lib/db/transaction'
import { isVerifiedDomain } from '../domains/queries'
import { domainOf, type EmailAddress } from '../text/email-address'
import { changeActivity, taken, unverified } from './provision-user'
import { assertVersion, type DirectoryUser, readDirectoryUser, userVersion } from './user-queries'
import type { DirectoryAccess } from './find-directory-access'
import { addressOf, columnsOf, type DirectoryUserInput, directoryUserOf } from './user-attributes'

interface UserEdit {
  id: string
  /** From the user as they are when their row is locked. */
  edit: (user: DirectoryUser) => DirectoryUserInput
  /** As assertVersion() takes it. */
  expected: readonly string[] | null
}

/**
 * An inactive user is a suspended member, whose sessions in the organization end. The account’s own profile stays as it
 * is. @throws DomainError not_found; invalid at `emails`, `domain`; conflict at `userName`, `version`; not_yours_to_give,
 * last_owner
 */
export function updateDirectoryUser(access: DirectoryAccess, edited: UserEdit): Promise<DirectoryUser> {
  return changeLocked(access, (tx) => update(tx, access, edited), { directoryUsers: [edited.id] }).catch(
    (error: unknown) => {
      throw isUniqueViolation(error) ? taken() : error
    },
  )
}

async function update(
  tx: Tx,
  access: DirectoryAccess,
  { id, edit, expected }: UserEdit,
): Promise<ChangeResult<DirectoryUser>> {
  const { tenantId, organizationId } = access
  const key = { connectionId: access.caller.directoryId, id }
  const before = await readDirectoryUser(tx, access, key)
  assertVersion(userVersion(before), expected)
  const input = edit(before)
  const address = addressOf(input)
  if (address.folded !== before.emailFolded) await assertDomainVerified(tx, access, address)
  const { version, updatedAt } = await tx.directoryUser.update({
    where: { tenantId_organizationId_id: { tenantId, organizationId, id } },
    data: { ...columnsOf(input, address), version: before.version + 1, updatedAt: new Date() },
    select: { version: true, updatedAt: true },
  })
  const result = { ...before, ...directoryUserOf(input, address), active: input.active, version, updatedAt }
  if (input.active === before.active) return bookkeeping(result)
  const activity = { userId: before.userId, isActive: input.active }
  return withEvents(result, await changeActivity(tx, access, activity))
}

async function assertDomainVerified(tx: Tx, access: DirectoryAccess, address: EmailAddress): Promise<void> {
  const [{ isVerified }] = await tx.$queryRaw<[{ isVerified: boolean }]>`
    SELECT ${isVerifiedDomain(access, domainOf(address.folded))} AS "isVerified"`
  if (!isVerified) throw unverified(address)
}
