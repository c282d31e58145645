import type { BySession, OrganizationAccess } from '@/lib/access'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, type ChangeResult, read } from '@/lib/db/transaction'
import { invalid, notFound } from '@/lib/errors'
import { assertRolesNotManaged } from '../directories/assert-not-managed'
import { type AssignableRole, listAssignableRoles } from '../roles/role-choices'
import { foldedAddress } from '../text/email-address'
import { findUserByEmail } from '../users/read-user'
import { leftEvent } from './leave-organization'
import {
  assertOwnerLeft,
  type ChangedMember,
  getChangedMember,
  type MemberChange,
  readMemberChange,
  roleNames,
} from './member-change'
import { endMemberships } from './remove-members'
import {
  changedEvent,
  differenceOf,
  getGivableRoles,
  type RolesToWrite,
  writeRoles,
} from './role-differences'

type Access = BySession & OrganizationAccess<'create:organization_member_roles'>

export interface OwnershipTransfer {
  /** The address of the member who becomes an owner. */
  to: string
  /** The role that the caller has afterwards, besides those that grant no ownership. */
  then: { roleId: string } | 'leave'
}

/**
 * The member gets the caller’s owner roles and keeps their own. The caller loses them, or leaves: as for leaving, that
 * needs no permission. Emails both.
 *
 * @returns the new owner’s name
 * @throws DomainError not_found for a caller without an owner role, invalid, not_yours_to_give, last_owner; conflict where
 * groups of a directory decide who has one of these roles; UnknownRoles
 */
export function transferOwnership(access: Access, input: OwnershipTransfer): Promise<string> {
  return changeLocked(access, (tx) => transfer(tx, access, input))
}

async function transfer(
  tx: Tx,
  access: Access,
  { to, then }: OwnershipTransfer,
): Promise<ChangeResult<string>> {
  const { userId } = access.caller
  const newOwnerId = await findMemberByEmail(tx, access, to)
  const users = [userId, ...(newOwnerId === null ? [] : [newOwnerId])]
  const roles = then === 'leave' ? [] : [then.roleId]
  const change = await readMemberChange(tx, access, { users, roles, hasOwnerRoles: true })
  const self = getChangedMember(change, userId)
  const given = ownerRolesOf(self)
  if (given.length === 0) throw notFound()
  const newOwner = getNewOwner(
    change.members.find(({ id }) => id === newOwnerId),
    self,
  )
  const ofNewOwner = differenceOf(newOwner, { add: given })
  const ofSelf = differenceOf(self, then === 'leave' ? {} : { add: [then.roleId], remove: given })
  assertRolesNotManaged(access, change, [ofNewOwner, ofSelf])
  const toNewOwner = { userId: newOwner.id, added: getGivableRoles(access, change, given), removed: [] }
  const end = then === 'leave' ? leave : stepDown(then.roleId)
  const { after, hasOwner, event } = await end(tx, access, { change, self, toNewOwner })
  assertOwnerLeft(access, change, hasOwner)
  return {
    result: newOwner.name,
    events: [transferredEvent(newOwner, after), event],
    mails: transferEmails(access.organizationId, { self, newOwner }),
  }
}

async function findMemberByEmail(tx: Tx, access: Access, address: string): Promise<string | null> {
  const { tenantId, organizationId } = access
  const emailFolded = foldedAddress(address)
  const user = await findUserByEmail(tx, { tenantId, emailFolded, organizationId })
  return user?.isMember ? user.id : null
}

function ownerRolesOf({ roles }: ChangedMember): string[] {
  return roles.filter(({ isOwner }) => isOwner).map(({ id }) => id)
}

/** @throws DomainError invalid */
function getNewOwner(member: ChangedMember | undefined, self: ChangedMember): ChangedMember {
  if (!member) throw invalid('to', 'No member has this email address. Choose one from the list.')
  if (member.id === self.id) throw invalid('to', 'You are an owner already. Choose another member.')
  if (!member.isActive)
    throw invalid('to', `${member.name} is suspended, blocked or unverified, and cannot be an owner.`)
  return member
}

interface TransferEnd {
  change: MemberChange
  self: ChangedMember
  toNewOwner: RolesToWrite
}

async function leave(tx: Tx, access: Access, { self, toNewOwner }: TransferEnd) {
  const { roles } = await writeRoles(tx, access, [toNewOwner])
  const { hasOwner } = await endMemberships(tx, access.organizationId, { users: [self.id] })
  return { after: roles[0] ?? [], hasOwner, event: leftEvent(self) }
}

function stepDown(roleId: string) {
  return async (tx: Tx, access: Access, { change, self, toNewOwner }: TransferEnd) => {
    const added = getGivableRoles(access, change, [roleId])
    if (added.some(({ isOwner }) => isOwner)) throw invalid('then', 'Choose a role that grants no ownership.')
    const own = { userId: self.id, added, removed: ownerRolesOf(self) }
    const { roles, hasOwner } = await writeRoles(tx, access, [toNewOwner, own])
    return { after: roles[0] ?? [], hasOwner, event: changedEvent(self, roles[1] ?? []) }
  }
}

function transferredEvent({ id, name, email, roles }: ChangedMember, after: string[]) {
  return {
    type: 'member.ownership_transferred',
    target: { kind: 'user', id, name, email },
    details: { before: roleNames(roles), after: { roles: after } },
  } as const
}

function transferEmails(
  organizationId: string,
  { self, newOwner }: { self: ChangedMember; newOwner: ChangedMember },
): OutgoingEmail[] {
  const template = 'ownership_transferred'
  const content = { template, organizationId, fromUserId: self.id, toUserId: newOwner.id } as const
  return [
    { ...content, to: newOwner.email, isToNewOwner: true },
    { ...content, to: self.email, isToNewOwner: false },
  ]
}

/** The roles that the caller can keep after transferring their ownership; null if they are no owner. */
export function getRolesAfterTransfer(access: Access): Promise<AssignableRole[] | null> {
  const { tenantId, organizationId, caller } = access
  const where = { tenantId, organizationId, userId: caller.userId, role: { isOwner: true } }
  return read(access, async (tx) => {
    if (!(await tx.memberRole.findFirst({ where, select: { roleId: true } }))) return null
    return (await listAssignableRoles(tx, access)).roles.filter((role) => !role.isOwner)
  })
}
