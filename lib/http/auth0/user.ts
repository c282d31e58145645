import { z } from 'zod'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import type { User, UserIdentity } from '@/lib/domain/users/read-user'
import { adminRole, ann, moment, passwords } from './example'
import { absolutePicture } from './picture'
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

export const userAnswer = z.strictObject({
  user_id: z.string().meta({ example: ann.id }),
  email: z.string().meta({ example: ann.email }),
  email_verified: z.boolean().meta({ example: true }),
  name: z.string().meta({ example: ann.name }),
  nickname: z
    .string()
    .describe('Defaults to the part of the email address before the @.')
    .meta({ example: 'ann' }),
  given_name: z.string().optional(),
  family_name: z.string().optional(),
  picture: z.string().optional(),
  blocked: z.boolean(),
  identities: z.array(identityAnswer),
  app_metadata: metadata.meta({ example: { plan: 'gold' } }),
  user_metadata: metadata.meta({ example: { language: 'en' } }),
  created_at: time,
  updated_at: time,
  last_login: time.optional(),
})

export function userWire(tenant: Tenant, user: User): z.output<typeof userAnswer> {
  return {
    user_id: user.id,
    email: user.email,
    email_verified: user.isProven,
    name: user.name,
    nickname: user.nickname ?? user.email.slice(0, user.email.indexOf('@')),
    ...given({
      given_name: user.givenName,
      family_name: user.familyName,
      picture: user.picture && absolutePicture(tenant, user.picture),
    }),
    blocked: user.isBlocked,
    identities: user.identities.map(identityWire),
    app_metadata: user.appMetadata,
    user_metadata: user.userMetadata,
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
    ...given({ last_login: user.lastLoginAt?.toISOString() ?? null }),
  }
}

/** For a password or an email identity, `user_id` is the part of the subject after the `|`. */
export function identityWire({
  connection,
  strategy,
  subject,
  email,
}: UserIdentity): z.output<typeof identityAnswer> {
  const isOwn = strategy === 'password' || strategy === 'email'
  return {
    connection,
    provider: strategyWire(strategy),
    user_id: isOwn ? subject.slice(subject.indexOf('|') + 1) : subject,
    isSocial: !isOwn && strategy !== 'oidc',
    ...(email === null ? {} : { profileData: { email } }),
  }
}

function given<K extends string>(properties: Record<K, string | null>): Partial<Record<K, string>> {
  const entries = Object.entries<string | null>(properties).filter(([, value]) => value !== null)
  return Object.fromEntries(entries) as Partial<Record<K, string>>
}

export const userRoles = z.strictObject({
  roles: z
    .array(z.string().min(1).max(100).meta({ example: adminRole.id }))
    .min(1)
    .max(50)
    .describe('Ids of tenant-level roles.'),
})
