import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation, seeAsOrganization } from '@/lib/db/request-context'
import { sql } from '@/lib/db/sql'
import { changeLocked, type ChangeResult, eventsIn } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { isVerifiedDomain } from '../domains/queries'
import { insertMembers } from '../members/add-members'
import { type MemberChange, readMemberChange } from '../members/member-change'
import { changeSuspension, suspensionEvent } from '../members/suspend-members'
import { domainOf, type EmailAddress } from '../text/email-address'
import { insertUser } from '../users/create-user'
import { userName } from '../users/user-fields'
import { defaultRoleOf } from './directory-roles'
import type { DirectoryAccess } from './find-directory-access'
import { addressOf, columnsOf, type DirectoryUserInput, directoryUserOf, nameOf } from './user-attributes'
import type { DirectoryUser } from './user-queries'

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
  const account = await findOrCreate(tx, access, { input, address })
  const { id: userId, name, email, created } = account
  const { added, read, isActive } = await addMember(tx, access, { account, isWanted: input.active })
  const id = newId('directoryUser')
  const { version, createdAt, updatedAt } = await tx.directoryUser.create({
    data: {
      organizationId,
      id,
      connectionId: caller.directoryId,
      userId,
      ...columnsOf(input, address),
    },
    select: { version: true, createdAt: true, updatedAt: true },
  })
  const changed: Event[] = []
  if (isActive !== input.active) {
    // The account is found or created by now: what follows needs no more than the organization sees.
    await seeAsOrganization(tx, organizationId)
    changed.push(...(await changeActivity(tx, access, { userId, isActive: input.active, read })))
  }
  const own = { id, userId, active: input.active, groups: [], version, createdAt, updatedAt }
  const provisioned: Event = { type: 'member.provisioned', target: { kind: 'user', id: userId, name, email } }
  return {
    result: { ...own, ...directoryUserOf(input, address) },
    events: [provisioned, ...created, ...added, ...changed],
  }
}

/** Suspends and ends the sessions there, or restores. In changeLocked() only. @throws DomainError not_yours_to_give, last_owner */
export async function changeActivity(
  tx: Tx,
  access: DirectoryAccess,
  { userId, isActive, read }: { userId: string; isActive: boolean; read?: MemberChange | undefined },
): Promise<readonly Event[]> {
  const suspension = { users: [userId], isSuspended: !isActive, endsSessions: true }
  return eventsIn(await changeSuspension(tx, access, { ...suspension, read }))
}

interface Account {
  id: string
  name: string
  email: string
}

/** One that was there is locked. @throws DomainError invalid at `domain`; conflict at `userName` for one that is managed here */
async function findOrCreate(
  tx: Tx,
  access: DirectoryAccess,
  { input, address }: { input: DirectoryUserInput; address: EmailAddress },
): Promise<Account & { created: Event[] }> {
  const { tenantId, organizationId } = access
  const { email, folded: emailFolded } = address
  const [found] = await tx.$queryRaw<[Found]>(sql`
    SELECT ${isVerifiedDomain(access, domainOf(emailFolded))} AS "isVerified", to_jsonb(known) AS known
    FROM (SELECT) one LEFT JOIN LATERAL (
      SELECT u.id, u.name, u.email, EXISTS (
        SELECT FROM directory_users d
        WHERE d.tenant_id = u.tenant_id AND d.organization_id = ${organizationId} AND d.user_id = u.id) AS "isManaged"
      FROM users u WHERE u.tenant_id = ${tenantId} AND u.email_folded = ${emailFolded}
      FOR NO KEY UPDATE OF u) known ON true`)
  if (!found.isVerified) throw unverified(address)
  if (found.known?.isManaged) throw taken()
  if (found.known) return { ...found.known, created: [] }
  const { data: name = email.slice(0, email.indexOf('@')) } = userName.safeParse(nameOf(input))
  const { id } = await insertUser(tx, { tenantId, email, emailFolded, name, isEmailVerified: false })
  const target = { kind: 'user', id, name, email }
  const event: Event = { type: 'user.created', target, details: { isEmailVerified: false } }
  return { id, name, email, created: [event] }
}

interface Found {
  isVerified: boolean
  /** `isManaged`: by a directory of the organization. */
  known: (Account & { isManaged: boolean }) | null
}

interface Added {
  added: Event[]
  isActive: boolean
  /** Of someone who was a member before. */
  read?: MemberChange
}

/** From now on the member is managed. `isWanted`: active. @throws DomainError not_yours_to_give */
async function addMember(
  tx: Tx,
  access: DirectoryAccess,
  { account, isWanted }: { account: Account & { created: Event[] }; isWanted: boolean },
): Promise<Added> {
  const { id, name, email, created } = account
  const change = await readMemberChange(tx, access, { users: [id], hasOfferedRoles: true })
  const [member] = change.members
  if (member) {
    if (member.isWithinReach) return { added: [], isActive: !member.isSuspended, read: change }
    const sentence = 'The member has more permissions than directory sync runs with.'
    throw new DomainError('not_yours_to_give', sentence)
  }
  const role = defaultRoleOf(change)
  // A new user has no permissions here, so the directory may suspend them without a further check.
  const isSuspended = !isWanted && created.length > 0
  const { organizationId } = access
  await insertMembers(tx, { organizationId, userIds: [id], roles: [role], isSuspended })
  const target = { kind: 'user', id, name, email }
  const added: Event = { type: 'member.added', target, details: { before: null, after: [role.name] } }
  const suspended = isSuspended ? [suspensionEvent(account, true)] : []
  return { added: [added, ...suspended], isActive: !isSuspended }
}

export function taken(): DomainError {
  return new DomainError('conflict', 'A user with this user name or address already exists.', {
    field: 'userName',
  })
}

/** DNS says whose domain it is: a directory may name only addresses of its organization. */
export function unverified(address: EmailAddress): DomainError {
  const sentence = `The organization has not verified the domain ${domainOf(address.folded)}. Verify it under Sign-in methods, then try again.`
  return new DomainError('invalid', sentence, { field: 'domain' })
}
