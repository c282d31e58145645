import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { assertMayRemove, endMemberships, removedEvent, removedEmail } from './end-membership'
import { assertOwnerLeft, readMemberChange } from './member-change'

type Access = OrganizationAccess<'delete:organization_members'>

/**
 * Ends the memberships of these users, all or none; whoever is no member stays none. Where the organization’s own people
 * do it, each is told by mail.
 * @throws DomainError not_yours_to_give (one of them may do more than the actor), last_owner
 */
export function removeMembers(access: Access, users: readonly string[]): Promise<void> {
  return changeLocked(access, (tx) => remove(tx, access, users))
}

async function remove(tx: Tx, access: Access, users: readonly string[]): Promise<ChangeResult<void>> {
  const { organizationId } = access
  const change = await readMemberChange(tx, access, { users })
  const { members } = change
  for (const member of members) assertMayRemove(member)
  const [first, ...others] = members.map(removedEvent)
  if (!first) return unchanged(undefined)
  const { hasOwner } = await endMemberships(tx, organizationId, { users: members.map(({ id }) => id) })
  assertOwnerLeft(access, change, hasOwner)
  const mails = access.isTenantLevel ? [] : members.map((member) => removedEmail(member, organizationId))
  return { result: undefined, events: [first, ...others], mails }
}
