import type { BySession, OrganizationAccess } from '@/lib/access'
import { changeLocked, type ChangeResult } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import {
  assertOwnerLeft,
  getChangedMember,
  readMemberChange,
  roleNames,
  type ChangedMember,
} from './member-change'
import { endMemberships } from './remove-members'

/** Needs no permission. @throws DomainError last_owner; not_found for a caller who is not a member */
export function leaveOrganization(access: OrganizationAccess & BySession): Promise<void> {
  return changeLocked(access, (tx) => leave(tx, access))
}

async function leave(tx: Tx, access: OrganizationAccess & BySession): Promise<ChangeResult<void>> {
  const { userId } = access.caller
  const change = await readMemberChange(tx, access, { users: [userId] })
  const member = getChangedMember(change, userId)
  const { hasOwner } = await endMemberships(tx, access.organizationId, { users: [userId] })
  assertOwnerLeft(access, change, hasOwner)
  return { result: undefined, events: [leftEvent(member)] }
}

export function leftEvent({ id, name, email, roles }: ChangedMember): Event {
  return {
    type: 'member.left',
    target: { kind: 'user', id, name, email },
    details: { before: roleNames(roles), after: null },
  }
}
