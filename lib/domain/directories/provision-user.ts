import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { type ChangeResult, changeLocked } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { seeAsOrganization } from '@/lib/db/see-as-organization'
import { insertMembers } from '../members/insert-members'
import { getChangedMember, readMemberChange } from '../members/member-change'
import { changeSuspension } from '../members/suspend-members'
import type { EmailAddress } from '../text/email-address'
import { fold } from '../text/fold'
import { findUserByEmail } from '../users/find-user-by-email'
import { insertUser } from '../users/insert-user'
import { lockUser } from '../users/lock-users'
import { userName } from '../users/user-name'
import { assertAddressVerified } from './assert-address-verified'
import { getDefaultRole } from './default-role'
import type { DirectoryAccess } from './directory-actor'
import { readDirectoryUser, type DirectoryUser } from './read-directory-user'
import { addressOf, nameOf, userAttributes, type DirectoryUserInput } from './user-attributes'

const reason = 'a directory finds or creates the user of an address that its organization has verified'

/**
 * Makes the user of the address a member. An account that exists stays as it is; a new one is unverified, and becomes
 * that of the person who signs in with the provider or verifies the address.
 * @throws DomainError invalid at `emails`, `domain`; conflict at `userName`; not_yours_to_give, last_owner
 */
export function provisionUser(access: DirectoryAccess, input: DirectoryUserInput): Promise<DirectoryUser> {
  const address = addressOf(input)
  return changeLocked(access, (tx) => provision(tx, access, { input, address }), {
    bypassRowSecurity: reason,
  }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? taken() : error
  })
}

async function provision(
  tx: Tx,
  access: DirectoryAccess,
  { input, address }: { input: DirectoryUserInput; address: EmailAddress },
): Promise<ChangeResult<DirectoryUser>> {
  const { organizationId, caller } = access
  await assertAddressVerified(tx, access, address)
  const { userId, created } = await findOrCreate(tx, access, { input, address })
  const { target, added, isActive } = await addMember(tx, access, userId)
  const id = newId('directoryUser')
  await tx.directoryUser.create({
    data: {
      organizationId,
      id,
      connectionId: caller.directoryId,
      userId,
      ...columnsOf(input, address),
    },
  })
  // The account is found or created by now: what follows needs no more than the organization sees.
  if (isActive !== input.active) await seeAsOrganization(tx, organizationId)
  const changed =
    isActive === input.active ? [] : await changeActivity(tx, access, { userId, isActive: input.active })
  const result = await readDirectoryUser(tx, access, { connectionId: caller.directoryId, id })
  const provisioned: Event = { type: 'member.provisioned', target }
  return { result, events: [provisioned, ...created, ...added, ...changed] }
}

/** Suspends and ends the sessions there, or restores. In changeLocked() only. @throws DomainError not_yours_to_give, last_owner */
export async function changeActivity(
  tx: Tx,
  access: DirectoryAccess,
  { userId, isActive }: { userId: string; isActive: boolean },
): Promise<readonly Event[]> {
  const { events } = await changeSuspension(tx, access, { users: [userId], isSuspended: !isActive })
  if (!isActive) await tx.$executeRaw`SELECT foyer.end_member_sessions(${userId})`
  return typeof events === 'string' ? [] : events
}

export function columnsOf(input: DirectoryUserInput, { folded }: EmailAddress) {
  return {
    userName: input.userName,
    userNameFolded: fold(input.userName),
    externalId: input.externalId ?? null,
    emailFolded: folded,
    attributes: withoutNulls(userAttributes.parse(input)),
  }
}

async function findOrCreate(
  tx: Tx,
  { tenantId }: DirectoryAccess,
  { input, address }: { input: DirectoryUserInput; address: EmailAddress },
): Promise<{ userId: string; created: Event[] }> {
  const { email, folded: emailFolded } = address
  const known = await findUserByEmail(tx, { tenantId, emailFolded })
  if (known) return { userId: known.id, created: [] }
  const { data: name = email.slice(0, email.indexOf('@')) } = userName.safeParse(nameOf(input))
  const { id } = await insertUser(tx, { tenantId, email, emailFolded, name, isEmailVerified: false })
  const target = { kind: 'user', id, name, email }
  return { userId: id, created: [{ type: 'user.created', target, details: { isEmailVerified: false } }] }
}

interface Provisioned {
  target: NonNullable<Event['target']>
  added: Event[]
  isActive: boolean
}

async function addMember(tx: Tx, access: DirectoryAccess, userId: string): Promise<Provisioned> {
  const { tenantId, organizationId } = access
  const { name, email } = await lockUser(tx, tenantId, userId)
  const isManaged = await tx.directoryUser.count({ where: { tenantId, organizationId, userId } })
  if (isManaged > 0) throw taken()
  const target = { kind: 'user', id: userId, name, email }
  const member = await tx.member.findFirst({
    where: { tenantId, organizationId, userId },
    select: { suspendedAt: true },
  })
  if (member) {
    await assertWithinReach(tx, access, userId)
    return { target, added: [], isActive: member.suspendedAt === null }
  }
  const role = await getDefaultRole(tx, access)
  await insertMembers(tx, { organizationId, userIds: [userId], roles: [role] })
  const added: Event = { type: 'member.added', target, details: { before: null, after: [role.name] } }
  return { target, added: [added], isActive: true }
}

/** From now on the member is managed. @throws DomainError not_yours_to_give */
async function assertWithinReach(tx: Tx, access: DirectoryAccess, userId: string): Promise<void> {
  const change = await readMemberChange(tx, access, { users: [userId] })
  if (getChangedMember(change, userId).isWithinReach) return
  throw new DomainError('not_yours_to_give', 'The member has more permissions than directory sync runs with.')
}

export function taken(): DomainError {
  return new DomainError('conflict', 'A user with this user name or address already exists.', {
    field: 'userName',
  })
}

function withoutNulls(attributes: object) {
  return JSON.parse(JSON.stringify(attributes, (_, value: unknown) => value ?? undefined)) as Record<
    string,
    never
  >
}
