import { z } from 'zod'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { displayName } from '@/lib/domain/text/display-name'
import type { UserChange } from '@/lib/domain/users/change-user'
import type { User, UserIdentity } from '@/lib/domain/users/read-user'
import { userFields } from '@/lib/domain/users/user-fields'
import { emailAddress } from './formats'
import { adminRole, ann, moment, passwords } from './example'
import { absolutePicture } from './picture'
import {
  answerShape,
  decodeBody,
  encodeAnswer,
  property,
  type Property,
  publishedSettings,
  setting,
} from './properties'
import { strategyWire } from './strategy'

const metadata = z.record(z.string(), z.unknown())
const time = z.string().meta({ example: moment })

export const identityAnswer = z.strictObject({
  connection: z.string().describe('The name of the connection.').meta({ example: passwords.name }),
  provider: z
    .string()
    .describe('The strategy: `auth0` for a password, `email`, or the identity provider’s.')
    .meta({ example: 'auth0' }),
  user_id: z
    .string()
    .describe('The provider’s id for the user.')
    .meta({ example: ann.id.replace('auth0|', '') }),
  isSocial: z.boolean(),
  profileData: z.strictObject({ email: z.string() }).optional(),
})

/** What changeUser() is given, which is in part what createUser() is given. */
type UserInput = Omit<UserChange, 'userId'>

type UserProperties = Record<string, Property<User, UserInput, null>>

/** Settings are also in lib/domain/users/user-fields.ts. A new user’s differ in what is required (new-user.ts). */
const account = {
  user_id: { answer: z.string().meta({ example: ann.id }), encode: ({ id }) => id },
  connection: {
    request: z
      .string()
      .min(1)
      .describe('The name of one of the user’s connections. Some tools send it with an email or a password.'),
    decode: (connection: string) => ({ connection }),
  },
  client_id: {
    request: z
      .string()
      .max(64)
      .describe('Accepted because some tools send it with an email address; it does not change the email.'),
  },
  email: property({
    request: emailAddress
      .meta({ example: ann.email })
      .describe('A new address is not verified, unless `email_verified` is sent with it.'),
    answer: z.string().meta({ example: ann.email }),
    decode: (address) => ({ address }),
    encode: ({ email }: User) => email,
  }),
  password: {
    request: z.string().describe('Ends all of the user’s sessions.'),
    decode: (password: string) => ({ password }),
  },
  email_verified: setting('isEmailVerified', {
    request: z.boolean(),
    answer: z.boolean().meta({ example: true }),
  }),
  verify_email: {
    request: z.boolean().describe('Emails the user a link to verify the address, if it is not verified.'),
    decode: (emailsLink: boolean) => ({ emailsLink }),
  },
  name: setting('name', {
    request: displayName({ label: 'Name', max: 300 }).meta({ example: ann.name }),
    answer: z.string().meta({ example: ann.name }),
  }),
  blocked: setting('isBlocked', {
    request: z.boolean().describe('Ends all of the user’s sessions when true.'),
    answer: z.boolean(),
  }),
  identities: { answer: z.array(identityAnswer), encode: ({ identities }) => identities.map(identityWire) },
  app_metadata: setting('appMetadata', {
    request: metadata.describe('Merged as user_metadata is.'),
    answer: metadata.meta({ example: { plan: 'gold' } }),
  }),
  user_metadata: setting('userMetadata', {
    request: metadata.describe('Merged at the top level: null removes a key, an empty object removes all.'),
    answer: metadata.meta({ example: { language: 'en' } }),
  }),
  created_at: { answer: time, encode: ({ createdAt }) => createdAt.toISOString() },
  updated_at: { answer: time, encode: ({ updatedAt }) => updatedAt.toISOString() },
  last_login: { answer: time.optional(), encode: ({ lastLoginAt }) => lastLoginAt?.toISOString() },
} satisfies UserProperties

/** A change may also send null, for none. */
const profile = {
  nickname: property({
    request: displayName({ label: 'Nickname', max: 300 }),
    answer: z
      .string()
      .describe('Defaults to the part of the email address before the @.')
      .meta({ example: 'ann' }),
    decode: (nickname: string | null) => ({ nickname }),
    encode: ({ nickname, email }: User) => nickname ?? email.slice(0, email.indexOf('@')),
  }),
  given_name: setting('givenName', {
    request: displayName({ label: 'Given name', max: 150 }),
    answer: z.string().optional(),
  }),
  family_name: setting('familyName', {
    request: displayName({ label: 'Family name', max: 150 }),
    answer: z.string().optional(),
  }),
  picture: setting('picture', {
    request: z
      .url({ protocol: /^https$/, error: 'Expected an https URL' })
      .max(2000)
      .describe('The https URL of a picture.'),
    answer: z.string().optional(),
  }),
} satisfies UserProperties

const published = publishedSettings<User, UserInput>(userFields)

export const userProperties = { account, profile, published }
const properties = { ...account, ...profile, ...published }

export const userAnswer = z.strictObject(answerShape(properties))

export function userWire(tenant: Tenant, user: User): Record<string, unknown> {
  const picture = user.picture && absolutePicture(tenant, user.picture)
  return encodeAnswer<User, null>(properties, { ...user, picture }, null)
}

export function decodeUser(body: object): UserInput {
  return decodeBody<UserInput, null>(properties, body, null)
}

/** For a password or an email identity, `user_id` is the part of the subject after the `|`. */
export function identityWire({
  connection,
  strategy,
  product,
  subject,
  email,
}: UserIdentity): z.output<typeof identityAnswer> {
  const isOwn = strategy === 'password' || strategy === 'email'
  return {
    connection,
    provider: strategyWire(strategy, product),
    user_id: isOwn ? subject.slice(subject.indexOf('|') + 1) : subject,
    isSocial: !isOwn && !product && strategy !== 'oidc' && strategy !== 'samlp',
    ...(email === null ? {} : { profileData: { email } }),
  }
}

export const userRoleIds = z.strictObject({
  roles: z
    .array(z.string().min(1).max(100).meta({ example: adminRole.id }))
    .min(1)
    .max(50)
    .describe('Ids of tenant-level roles.'),
})
