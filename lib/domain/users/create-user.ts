import type { TenantAccess } from '@/lib/access'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { change, type ChangeResult, read } from '@/lib/db/transaction'
import { DomainError, invalid } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { hashPassword, passwordFor } from '../crypto/password'
import { type FieldsInput, initialOf, parseFields, withoutUndefined } from '../fields'
import type { EmailAddress } from '../text/email-address'
import { parseInput } from '../text/parse-input'
import { verificationEmail } from './email-verification'
import { type GivenMetadata, mergeMetadata } from './metadata'
import { readUser, type User } from './read-user'
import { passwordEmail } from './password-link'
import { profileFields } from './user-fields'
import { setPassword } from './verify-user-email'

export interface UserInput extends GivenMetadata, FieldsInput<typeof profileFields> {
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
  isAsked: boolean
}

/** @throws DomainError invalid (fields `connection`, `password`); conflict when the address or the id is taken */
export async function createUser(access: TenantAccess<'create:users'>, input: UserInput): Promise<User> {
  const strategy = await strategyOf(access, input)
  const password = parsePassword(strategy, input)
  const hashed = password === undefined ? {} : { passwordHash: await hashPassword(password) }
  return change(access, (tx) => create(tx, access.tenantId, { ...input, ...hashed })).catch(
    (error: unknown) => {
      throw isUniqueViolation(error) ? new DomainError('conflict', 'The user already exists.') : error
    },
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

function parsePassword(strategy: string, { password, address, name }: UserInput): string | undefined {
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
  return parseInput(passwordFor({ email: address.email, name }), password, 'password')
}

async function create(
  tx: Tx,
  tenantId: string,
  input: UserInput & { passwordHash?: string },
): Promise<ChangeResult<User>> {
  const { address, name, isEmailVerified, isBlocked = false, isAsked, connection } = input
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
  return {
    result: await readUser(tx, tenantId, userId),
    events: [
      {
        type: 'user.created',
        target: { kind: 'user', id: userId, name, email },
        details: { connection, isEmailVerified, isBlocked },
      },
    ],
    mails: isAsked ? [await linkEmail(tx, { tenantId, userId, address, name, isEmailVerified })] : [],
  }
}

function linkEmail(
  tx: Tx,
  {
    isEmailVerified,
    ...user
  }: Pick<UserInput, 'address' | 'name' | 'isEmailVerified'> & { tenantId: string; userId: string },
): Promise<OutgoingEmail> {
  return isEmailVerified ? passwordEmail(tx, user) : verificationEmail(tx, user)
}

export interface NewUser {
  tenantId: string
  id?: string
  email: string
  emailFolded: string
  name: string
  isEmailVerified: boolean
  passwordHash?: string
}

/** A second user with the same address is a unique violation. */
export async function insertUser(tx: Tx, person: NewUser): Promise<{ id: string }> {
  const { id = newId('user') } = person
  await tx.user.create({
    data: {
      id,
      email: person.email,
      emailFolded: person.emailFolded,
      name: person.name,
      emailVerifiedAt: person.isEmailVerified ? new Date() : null,
    },
  })
  if (person.passwordHash !== undefined)
    await setPassword(tx, { tenantId: person.tenantId, id }, person.passwordHash)
  return { id }
}
