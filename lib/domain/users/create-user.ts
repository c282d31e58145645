import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { onUniqueViolation } from '@/lib/db/request-context'
import { change, type ChangeResult, read } from '@/lib/db/transaction'
import { DomainError, invalid } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { storedConnectionName } from '../connections/connection-fields'
import { parseNewPassword } from '../crypto/new-password'
import { hashPassword } from '../crypto/password'
import { type FieldsInput, initialOf, parseFields, withoutUndefined } from '../fields'
import type { EmailAddress } from '../text/email-address'
import { verificationEmail } from './email-verification'
import { type MetadataInput, mergeMetadata } from './metadata'
import { readUser, type User } from './read-user'
import { passwordEmail } from './password-link'
import { profileFields } from './user-fields'
import { setPassword } from './verify-user-email'

export interface UserInput extends MetadataInput, FieldsInput<typeof profileFields> {
  /** The name of a connection that needs no provider. Null: with a password, or else with an email alone. */
  connection: string | null
  id?: string | undefined
  address: EmailAddress
  name: string
  password?: string | undefined
  isBlocked?: boolean | undefined
  /** Stated by the caller. Otherwise the user has no access until they verify the address. */
  isEmailVerified: boolean
  /** Whether to email a link: to verify the address, or if it is verified to choose a password. */
  emailsLink: boolean
}

/** @throws DomainError invalid (fields `connection`, `password`); conflict when the address or the id is taken */
export async function createUser(access: TenantAccess<'create:users'>, given: UserInput): Promise<User> {
  const { connection } = given
  const input = { ...given, connection: connection === null ? null : storedConnectionName(connection) }
  const strategy = await strategyOf(access, input)
  const password = await parsePassword(access.tenantId, strategy, input)
  const hashed = password === undefined ? {} : { passwordHash: await hashPassword(password) }
  return change(access, (tx) => create(tx, access.tenantId, { ...input, ...hashed })).catch(
    onUniqueViolation(() => new DomainError('conflict', 'The user already exists.')),
  )
}

async function strategyOf(
  access: TenantAccess<'create:users'>,
  { connection: name, password }: UserInput,
): Promise<string> {
  if (name === null) return password === undefined ? 'email' : 'password'
  const where = { tenantId: access.tenantId, name }
  const connection = await read(access, (tx) =>
    tx.connection.findFirst({ where, select: { strategy: true } }),
  )
  if (!connection) throw invalid('connection', 'The connection does not exist.')
  return connection.strategy
}

async function parsePassword(
  tenantId: string,
  strategy: string,
  { password, address, name }: UserInput,
): Promise<string | undefined> {
  if (strategy === 'email') {
    if (password === undefined) return undefined
    throw invalid('password', 'Users of this connection have no password.')
  }
  if (strategy !== 'password')
    throw invalid(
      'connection',
      'Users of this connection are created when they sign in. They cannot be created here.',
    )
  if (password === undefined) throw invalid('password', 'Users of this connection need a password.')
  return parseNewPassword(tenantId, { email: address.email, name }, password)
}

async function create(
  tx: Tx,
  tenantId: string,
  input: UserInput & { passwordHash?: string },
): Promise<ChangeResult<User>> {
  const { address, name, isEmailVerified, isBlocked = false, emailsLink, connection } = input
  const { email, folded: emailFolded } = address
  const { id: userId } = await insertUser(tx, {
    tenantId,
    email,
    emailFolded,
    name,
    isEmailVerified,
    ...(input.id === undefined ? {} : { id: input.id }),
    ...(input.passwordHash === undefined ? {} : { passwordHash: input.passwordHash }),
  })
  const profile = withoutUndefined(parseFields(profileFields, input, undefined))
  await tx.user.update({
    where: { tenantId_id: { tenantId, id: userId } },
    data: { ...initialOf(profileFields), ...profile, blocked: isBlocked },
  })
  await mergeMetadata(tx, { tenantId, userId }, input)
  const linkEmail = isEmailVerified ? passwordEmail : verificationEmail
  return {
    result: await readUser(tx, tenantId, userId),
    events: [
      {
        type: 'user.created',
        target: { kind: 'user', id: userId, name, email },
        details: { connection, isEmailVerified, isBlocked },
      },
    ],
    mails: emailsLink ? [await linkEmail(tx, { tenantId, userId, address, name })] : [],
  }
}

interface NewUser {
  tenantId: string
  id?: string
  email: string
  emailFolded: string
  name: string
  isEmailVerified: boolean
  passwordHash?: string
}

/** A second user with the same address is a unique violation. */
export async function insertUser(
  tx: Tx,
  { tenantId, id = newId('user'), email, emailFolded, name, isEmailVerified, passwordHash }: NewUser,
): Promise<{ id: string }> {
  const emailVerifiedAt = isEmailVerified ? new Date() : null
  await tx.user.create({ data: { id, email, emailFolded, name, emailVerifiedAt } })
  if (passwordHash !== undefined) await setPassword(tx, { tenantId, userId: id }, passwordHash)
  return { id }
}
