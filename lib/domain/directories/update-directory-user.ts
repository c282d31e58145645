import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { bookkeeping, type ChangeResult, changeLocked } from '@/lib/db/transaction'
import { assertAddressVerified } from './assert-address-verified'
import { assertVersion, userVersion } from './assert-version'
import type { DirectoryAccess } from './directory-actor'
import { changeActivity, columnsOf, said, taken } from './provision-user'
import { readDirectoryUser, type DirectoryUser } from './read-directory-user'
import { addressOf, type DirectoryUserInput } from './user-attributes'

export interface UserEdit {
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
  if (address.folded !== before.emailFolded) await assertAddressVerified(tx, access, address)
  const { version, updatedAt } = await tx.directoryUser.update({
    where: { tenantId_organizationId_id: { tenantId, organizationId, id } },
    data: { ...columnsOf(input, address), version: before.version + 1, updatedAt: new Date() },
    select: { version: true, updatedAt: true },
  })
  const result = { ...before, ...said(input, address), active: input.active, version, updatedAt }
  if (input.active === before.active) return bookkeeping(result)
  const [first, ...others] = await changeActivity(tx, access, {
    userId: before.userId,
    isActive: input.active,
  })
  return first ? { result, events: [first, ...others] } : bookkeeping(result)
}
