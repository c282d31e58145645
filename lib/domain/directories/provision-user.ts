import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation, seeAsOrganization } from '@/lib/db/request-context'
import { sql } from '@/lib/db/sql'
import { type ChangeResult, changeLocked } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { insertMembers } from '../members/add-members'
import { type MemberChange, readMemberChange } from '../members/member-change'
import { changeSuspension, suspensionEvent } from '../members/suspend-members'
import type { EmailAddress } from '../text/email-address'
import { fold } from '../text/fold'
import { insertUser } from '../users/create-user'
import { userName } from '../users/user-fields'
import { isAddressVerified, unverified } from './assert-address-verified'
import { defaultRoleOf } from './default-role'
import type { DirectoryAccess } from './directory-actor'
import type { DirectoryUser } from './read-directory-user'
import {
  addressOf,
  nameOf,
  userAttributes,
  type DirectoryUserInput,
  type UserAttributes,
} from './user-attributes'

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
  // The account is found or created by now: what follows needs no more than the organization sees.
  if (isActive !== input.active) await seeAsOrganization(tx, organizationId)
  const changed =
    isActive === input.active
      ? []
      : await changeActivity(tx, access, { userId, isActive: input.active, read })
  const own = { id, userId, active: input.active, groups: [], version, createdAt, updatedAt }
  const provisioned: Event = { type: 'member.provisioned', target: { kind: 'user', id: userId, name, email } }
  return {
    result: { ...own, ...said(input, address) },
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
  const { events } = await changeSuspension(tx, access, { ...suspension, read })
  return typeof events === 'string' ? [] : events
}

/** As the directory’s answers repeat it. */
export function said(
  input: DirectoryUserInput,
  { folded }: EmailAddress,
): Pick<DirectoryUser, 'userName' | 'externalId' | 'emailFolded' | 'attributes'> {
  const { userName, externalId = null } = input
  return { userName, externalId, emailFolded: folded, attributes: attributesOf(input) }
}

export function columnsOf(input: DirectoryUserInput, address: EmailAddress) {
  const { attributes, ...columns } = said(input, address)
  return {
    ...columns,
    userNameFolded: fold(input.userName),
    attributes: attributes as Record<string, never>,
  }
}

function attributesOf(input: DirectoryUserInput): UserAttributes {
  const parsed = userAttributes.parse(input)
  return JSON.parse(JSON.stringify(parsed, (_, value: unknown) => value ?? undefined)) as UserAttributes
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
    SELECT ${isAddressVerified(access, address)} AS "isVerified", to_jsonb(known) AS known
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
    if (!member.isWithinReach) throw beyondReach()
    return { added: [], isActive: !member.isSuspended, read: change }
  }
  const role = defaultRoleOf(change)
  // Only one that is new has no permission here that the directory may not act on.
  const isSuspended = !isWanted && created.length > 0
  await insertMembers(tx, {
    organizationId: access.organizationId,
    userIds: [id],
    roles: [role],
    isSuspended,
  })
  const target = { kind: 'user', id, name, email }
  const added: Event = { type: 'member.added', target, details: { before: null, after: [role.name] } }
  const suspended = isSuspended ? [suspensionEvent(account, true)] : []
  return { added: [added, ...suspended], isActive: !isSuspended }
}

function beyondReach(): DomainError {
  return new DomainError(
    'not_yours_to_give',
    'The member has more permissions than directory sync runs with.',
  )
}

export function taken(): DomainError {
  return new DomainError('conflict', 'A user with this user name or address already exists.', {
    field: 'userName',
  })
}
