import type { TenantAccess } from '@/lib/access'
import { change, read, type ChangeResult } from '@/lib/db/transaction'
import { isUniqueViolation } from '@/lib/db/request-context'
import type { Event } from '@/lib/db/events'
import type { OutgoingMail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { hashPassword } from '../crypto/password'
import { parsePassword } from '../crypto/parse-password'
import { insist } from '../text/insist'
import { parseEmail } from '../text/parse-email'
import { countOf, endSessionsOf } from './end-sessions-of'
import { lockUser } from './lock-users'
import { mergeMetadata, type GivenMetadata } from './merge-metadata'
import { readUser, type User } from './read-user'
import { setPassword } from './set-password'
import { verificationMail } from './verification-mail'
import { writeUser, type WantedEntry, type Written } from './write-user'

type Access = TenantAccess<'update:users'>

export interface UserChange extends GivenMetadata, WantedEntry {
  userId: string
  /** Sent by some callers with an address or a password: the name of one of the user’s connections. */
  connection?: string | undefined
  /** Whether to email the user a link to verify their address, if it is not verified after the change. */
  isAsked?: boolean | undefined
  password?: string | undefined
}

/**
 * Changes a user. If the user is blocked, gets a new password, or has an address that is no longer verified, all of the
 * user’s sessions and applications’ tokens end at once. A new address voids every link emailed before.
 * @throws DomainError not_found; invalid (fields `connection`, `password`); conflict when another user has the address
 */
export async function changeUser(access: Access, wanted: UserChange): Promise<User> {
  const passwordHash = await hashOf(access, wanted)
  return change(access, (tx) => apply(tx, access.tenantId, { ...wanted, passwordHash }), {
    users: [wanted.userId],
  }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? taken() : error
  })
}

/** The hash of the new password, if there is one. Throws if the password is not acceptable. */
async function hashOf(access: Access, wanted: UserChange): Promise<string | null> {
  const { userId, password, address, name } = wanted
  if (password === undefined) return null
  const user = await read(access, (tx) => readUser(tx, access.tenantId, userId))
  const owner = { email: address?.email ?? user.email, name: name ?? user.name }
  return hashPassword(insist(parsePassword(password, owner), 'password'))
}

async function apply(
  tx: Tx,
  tenantId: string,
  wanted: UserChange & { passwordHash: string | null },
): Promise<ChangeResult<User>> {
  const { userId, passwordHash } = wanted
  await lockUser(tx, tenantId, userId)
  const before = await readUser(tx, tenantId, userId)
  refuseAnothers(before, wanted.connection)
  const written = await writeUser(tx, { tenantId, user: before }, wanted)
  if (passwordHash !== null) await setPassword(tx, { tenantId, id: userId }, passwordHash)
  const hasMerged = await mergeMetadata(tx, { tenantId, userId }, wanted)
  const mustLeave = passwordHash !== null || written.isShutOut
  const counts = mustLeave ? countOf(await endSessionsOf(tx, { tenantId, userId })) : {}
  const user = await readUser(tx, tenantId, userId)
  const mails = await mailsOf(tx, tenantId, { before, user, wanted })
  const [first, ...others] = eventsOf(user, { written, hasMerged, passwordHash, counts })
  if (first) return { result: user, events: [first, ...others], mails }
  return { result: user, events: mails.length > 0 ? [asked(user)] : 'unchanged', mails }
}

function refuseAnothers({ identities }: User, connection: string | undefined): void {
  if (connection === undefined || identities.some((one) => one.connection === connection)) return
  throw new DomainError('invalid', 'The connection does not exist.', { field: 'connection' })
}

interface Done {
  written: Written
  hasMerged: boolean
  passwordHash: string | null
  counts: Record<string, number>
}

function eventsOf(user: User, { written, hasMerged, passwordHash, counts }: Done): Event[] {
  const target = targetOf(user)
  const changed = [...written.changed, ...(hasMerged ? ['metadata'] : [])]
  const details = {
    ...(changed.length > 0 ? { changed } : {}),
    ...{ before: written.before, after: written.after },
    ...(passwordHash === null ? counts : {}),
  }
  const events: Event[] = []
  if (changed.length > 0 || Object.keys(written.after).length > 0)
    events.push({ type: 'user.changed', target, details })
  if (passwordHash !== null)
    events.push({ type: 'password.changed', target, details: { by: 'operator', ...counts } })
  return events
}

/** Tells of a new password if the address was verified; may ask to verify the address if it is not. */
async function mailsOf(
  tx: Tx,
  tenantId: string,
  { before, user, wanted }: { before: User; user: User; wanted: UserChange },
): Promise<OutgoingMail[]> {
  const mails: OutgoingMail[] = []
  if (wanted.password !== undefined && before.isProven)
    mails.push({ template: 'password_changed', to: before.email })
  if (wanted.isAsked && !user.isProven && !user.isBlocked) {
    const address = insist(parseEmail(user.email), 'email')
    mails.push(await verificationMail(tx, { tenantId, userId: user.id, address, name: user.name }))
  }
  return mails
}

function asked(user: User): Event {
  return { type: 'user.verification_requested', target: targetOf(user) }
}

function targetOf({ id, name, email }: User) {
  return { kind: 'user', id, name, email }
}

function taken(): DomainError {
  return new DomainError('conflict', 'The specified new email already exists.', { field: 'email' })
}
