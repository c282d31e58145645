import type { TenantAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { onUniqueViolation } from '@/lib/db/request-context'
import { change, type ChangeResult, read, withEvents } from '@/lib/db/transaction'
import { DomainError, invalid } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { storedConnectionName } from '../connections/connection-fields'
import { parseNewPassword } from '../crypto/new-password'
import { hashPassword } from '../crypto/password'
import { keepingOwners, organizationsOfUser } from '../members/keep-owners'
import { type FieldsInput, namesOf, parseFields } from '../fields'
import { type EmailAddress, emailAddress, foldedAddress } from '../text/email-address'
import { parseInput } from '../text/parse-input'
import { barAddress } from './bar-address'
import { voidEmailTokens } from './email-token'
import { verificationEmail } from './email-verification'
import { countOf, endSessionsOf } from './end-sessions'
import { lockUser } from './lock-users'
import { type MetadataInput, mergeMetadata } from './metadata'
import { isUploaded } from './picture'
import { readUser, type User } from './read-user'
import { profileFields } from './user-fields'
import { setPassword } from './verify-user-email'

type Access = TenantAccess<'update:users'>

export interface UserChange extends MetadataInput, UserWrite {
  userId: string
  connection?: string | undefined
  /** Whether to email a link to verify the address, unless it is verified. */
  emailsLink?: boolean | undefined
  password?: string | undefined
}

/**
 * Ends all sessions and tokens if the user is blocked, gets a new password, or loses their verified address.
 * @throws DomainError not_found; invalid (`connection`, `password`); last_owner, unless the caller may remove it; conflict when another user has the address
 */
export async function changeUser(access: Access, input: UserChange): Promise<User> {
  const passwordHash = await hashOf(access, input)
  return change(access, (tx) => apply(tx, access, { ...input, passwordHash }), {
    users: [input.userId],
  }).catch(onUniqueViolation(addressTaken))
}

async function hashOf(access: Access, input: UserChange): Promise<string | null> {
  const { userId, password, address, name } = input
  if (password === undefined) return null
  const user = await read(access, (tx) => readUser(tx, access.tenantId, userId))
  const owner = { email: address?.email ?? user.email, name: name ?? user.name }
  return hashPassword(await parseNewPassword(access.tenantId, owner, password))
}

async function apply(
  tx: Tx,
  access: Access,
  input: UserChange & { passwordHash: string | null },
): Promise<ChangeResult<User>> {
  const { tenantId } = access
  const { userId, passwordHash } = input
  await lockUser(tx, tenantId, userId)
  const before = await readUser(tx, tenantId, userId)
  assertOwnConnection(before, input.connection)
  const write = () => writeUser(tx, { tenantId, user: before }, input)
  const owning = { access, among: organizationsOfUser(tenantId, userId) }
  const written = await (mayEndOwnership(input) ? keepingOwners(tx, owning, write) : write())
  if (passwordHash !== null) await setPassword(tx, { tenantId, userId }, passwordHash)
  const hasMerged = await mergeMetadata(tx, { tenantId, userId }, input)
  const endsSessions = passwordHash !== null || written.losesAccess
  const counts = endsSessions ? countOf(await endSessionsOf(tx, { tenantId, userId })) : {}
  const user = await readUser(tx, tenantId, userId)
  const mails = await mailsOf(tx, tenantId, { before, user, input })
  const events = eventsOf(user, { written, hasMerged, passwordHash, counts })
  return withEvents(
    user,
    events.length === 0 && mails.length > 0 ? [verificationRequested(user)] : events,
    mails,
  )
}

/** An owner is not blocked, and has a verified address. */
function mayEndOwnership({ isBlocked, isEmailVerified, address }: UserWrite): boolean {
  return isBlocked === true || isEmailVerified === false || address !== undefined
}

function assertOwnConnection({ identities }: User, connection: string | undefined): void {
  if (connection === undefined) return
  const name = storedConnectionName(connection)
  if (identities.some((one) => one.connection === name)) return
  throw invalid('connection', 'The connection does not exist.')
}

interface AppliedChange {
  written: Written
  hasMerged: boolean
  passwordHash: string | null
  counts: Record<string, number>
}

function eventsOf(user: User, { written, hasMerged, passwordHash, counts }: AppliedChange): Event[] {
  const target = targetOf(user)
  const changed = [...written.changed, ...(hasMerged ? ['metadata'] : [])]
  const details = {
    ...(changed.length > 0 ? { changed } : {}),
    before: written.before,
    after: written.after,
    ...(passwordHash === null ? counts : {}),
  }
  const events: Event[] = []
  if (changed.length > 0 || Object.keys(written.after).length > 0)
    events.push({ type: 'user.changed', target, details })
  if (passwordHash !== null)
    events.push({ type: 'password.changed', target, details: { by: 'operator', ...counts } })
  return events
}

/** A new password is only reported to an address that was verified. */
async function mailsOf(
  tx: Tx,
  tenantId: string,
  { before, user, input }: { before: User; user: User; input: UserChange },
): Promise<OutgoingEmail[]> {
  const mails: OutgoingEmail[] = []
  if (input.password !== undefined && before.isEmailVerified)
    mails.push({ template: 'password_changed', to: before.email })
  if (input.emailsLink && !user.isEmailVerified && !user.isBlocked) {
    const address = parseInput(emailAddress, user.email, 'email')
    mails.push(await verificationEmail(tx, { tenantId, userId: user.id, address, name: user.name }))
  }
  return mails
}

function verificationRequested(user: User): Event {
  return { type: 'user.verification_requested', target: targetOf(user) }
}

function targetOf({ id, name, email }: User) {
  return { kind: 'user', id, name, email }
}

function addressTaken(): DomainError {
  return new DomainError('conflict', 'The specified new email already exists.', { field: 'email' })
}

interface UserWrite extends FieldsInput<typeof profileFields> {
  address?: EmailAddress | undefined
  /** Whether the caller states that the address is verified. Otherwise a new address is not. */
  isEmailVerified?: boolean | undefined
  isBlocked?: boolean | undefined
}

interface Written {
  /** Without values: the audit log does not store what users wrote. */
  changed: string[]
  before: Partial<AccountStatus>
  after: Partial<AccountStatus>
  /** Now blocked, or the address is no longer verified. */
  losesAccess: boolean
}

interface AccountStatus {
  isEmailVerified: boolean
  isBlocked: boolean
}

/** The caller locks the row. A new address is not verified unless `isEmailVerified` is true. */
async function writeUser(
  tx: Tx,
  { tenantId, user }: { tenantId: string; user: User },
  input: UserWrite,
): Promise<Written> {
  const newAddress = addressChange(user, input.address)
  const isOtherAddress = newAddress.emailFolded !== undefined
  const { before, after } = changesOf(['isEmailVerified', 'isBlocked'], user, {
    isEmailVerified: input.isEmailVerified ?? (isOtherAddress ? false : undefined),
    isBlocked: input.isBlocked,
  })
  const { picture, ...rest } = changesOf(
    namesOf(profileFields),
    user,
    parseFields(profileFields, input, undefined),
  ).after
  const entry = { ...rest, ...pictureEntry(user, picture), ...newAddress }
  if (isOtherAddress) await barAddress(tx, { tenantId, userId: user.id })
  if (Object.keys({ ...entry, ...after }).length > 0)
    await tx.user.update({
      where: { tenantId_id: { tenantId, id: user.id } },
      data: { ...entry, ...statusColumns(after) },
    })
  if (isOtherAddress) {
    const tokens = [{ userId: user.id }, { emailFolded: foldedAddress(user.email) }]
    await voidEmailTokens(tx, { tenantId, OR: tokens })
  }
  const { emailFolded: _, ...named } = entry
  const losesAccess = after.isEmailVerified === false || after.isBlocked === true
  return { changed: Object.keys(named), before, after, losesAccess }
}

/** A picture that the user uploaded stays: the one that the API sends is shown once the user removes theirs. */
function pictureEntry(user: User, picture: string | null | undefined) {
  if (picture === undefined) return {}
  if (!isUploaded(user.picture)) return { picture }
  return picture?.endsWith(user.picture ?? '') ? {} : { replacedPicture: picture }
}

/** A new spelling of the address is stored, but does not count as a new address. */
function addressChange(
  { email }: User,
  address: EmailAddress | undefined,
): { email?: string; emailFolded?: string } {
  if (address === undefined || address.email === email) return {}
  const isSameAddress = address.folded === foldedAddress(email)
  return isSameAddress ? { email: address.email } : { email: address.email, emailFolded: address.folded }
}

function statusColumns({ isEmailVerified, isBlocked }: Partial<AccountStatus>) {
  return {
    ...(isEmailVerified === undefined ? {} : { emailVerifiedAt: isEmailVerified ? new Date() : null }),
    ...(isBlocked === undefined ? {} : { blocked: isBlocked }),
  }
}
