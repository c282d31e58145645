import { personOf, type OrganizationAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, type ChangeResult, unchanged, withEvents } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { assertNotManaged } from '../directories/assert-not-managed'
import {
  assertOwnerLeft,
  type ChangedMember,
  emailsTo,
  type MemberChange,
  readMemberChange,
} from './member-change'

type Access = OrganizationAccess<'delete:organization_members'>

interface Suspension {
  users: readonly string[]
  /** False restores them. */
  isSuspended: boolean
}

/**
 * Suspended members keep their roles, and are refused from the next request on. Leaves members as they are who are in that
 * state already. Emails them, unless at tenant level.
 * @returns names of all the members
 * @throws DomainError not_found, invalid (oneself), not_yours_to_give, last_owner; conflict if a directory manages one
 */
export function suspendMembers(access: Access, suspension: Suspension): Promise<string[]> {
  const { users } = suspension
  return changeLocked(access, (tx) => changeSuspension(tx, access, suspension), { users })
}

interface SuspensionInChange extends Suspension {
  /** Of these users, if it was read already. */
  read?: MemberChange | undefined
  /** Of those who are suspended, here. */
  endsSessions?: boolean
}

/** In changeLocked() only. */
export async function changeSuspension(
  tx: Tx,
  access: Access,
  suspension: SuspensionInChange,
): Promise<ChangeResult<string[]>> {
  const { users, isSuspended, read } = suspension
  const change = read ?? (await readMemberChange(tx, access, { users }))
  const { members } = change
  if (members.length < new Set(users).size) throw notFound()
  assertNotManaged(access, members)
  for (const member of members) assertMaySuspend(access, member)
  const names = members.map(({ name }) => name)
  const { changed, hasOwner } = await writeSuspension(tx, access, suspension)
  const suspended = members.filter(({ id }) => changed.includes(id))
  if (suspended.length === 0) return unchanged(names)
  if (isSuspended) assertOwnerLeft(access, change, hasOwner)
  const events = suspended.map((member) => suspensionEvent(member, isSuspended))
  const template = isSuspended ? 'member_suspended' : 'member_restored'
  return withEvents(
    names,
    events,
    emailsTo(access, suspended, () => ({ template })),
  )
}

function assertMaySuspend(access: Access, { id, name, isWithinReach }: ChangedMember): void {
  if (id === personOf(access)) throw new DomainError('invalid', 'You cannot suspend yourself.')
  if (isWithinReach) return
  throw new DomainError(
    'not_yours_to_give',
    `${name} has more permissions here than you, so you cannot suspend or restore ${name}.`,
  )
}

interface WrittenSuspension {
  /** Ids of those whose state has changed. */
  changed: string[]
  /** Afterwards. */
  hasOwner: boolean
}

async function writeSuspension(
  tx: Tx,
  { organizationId }: Access,
  { users, isSuspended, endsSessions = false }: SuspensionInChange,
): Promise<WrittenSuspension> {
  const [row] = await tx.$queryRaw<[{ written: WrittenSuspension }]>`
    SELECT foyer.change_suspension(${organizationId}, ${[...users]}::text[], ${isSuspended}, ${endsSessions}) AS written`
  return row.written
}

export function suspensionEvent(
  { id, name, email }: Pick<ChangedMember, 'id' | 'name' | 'email'>,
  isSuspended: boolean,
): Event {
  const [before, after] = isSuspended ? ['active', 'suspended'] : ['suspended', 'active']
  return {
    type: isSuspended ? 'member.suspended' : 'member.restored',
    target: { kind: 'user', id, name, email },
    details: { before: { state: before }, after: { state: after } },
  }
}
