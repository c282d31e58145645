import { z } from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import { products } from '../connections/products'
import { columnsOf, schemaOf } from '../fields'
import { userFields } from './user-fields'

const identity = z.object({
  connection: z.string(),
  strategy: z.string(),
  product: z.enum(products).nullish(),
  subject: z.string(),
  email: z.string().nullable(),
})
export type UserIdentity = z.output<typeof identity>

/** No password hash, sealed secret or other credential. */
const userRow = schemaOf(userFields).extend({
  id: z.string(),
  email: z.string(),
  isEmailVerified: z.boolean(),
  createdAt: z.date(),
  updatedAt: z.date(),
  lastLoginAt: z.date().nullable(),
  identities: z.array(identity),
})
export type User = z.output<typeof userRow>
export type UserRow = z.input<typeof userRow>

export function asUser(row: UserRow): User {
  return userRow.parse(row)
}

/** By either of its names. Requires `connections c`. */
export function isOfProvider(provider: string): Sql {
  return sql`${provider} IN (c.strategy, c.options->>'product') AND c.strategy <> 'password'`
}

/** With the connection’s name for `oidc`, since several OpenID providers may use the same subject. */
export const subjectOutside: Sql = sql`CASE WHEN c.strategy IN ('oidc', 'samlp') THEN c.name || '|' || i.subject ELSE i.subject END`

/** Columns of `users u`, without the identities. */
export const ownUserColumns: Sql = sql`u.id, u.email, u.email_verified_at IS NOT NULL AS "isEmailVerified",
  u.created_at AS "createdAt", u.updated_at AS "updatedAt", u.last_login_at AS "lastLoginAt", ${columnsOf('u', userFields)}`

export function identitiesColumn(tenantId: Sql, userId: Sql): Sql {
  return sql`coalesce((
    SELECT jsonb_agg(jsonb_build_object(
      'connection', c.name, 'strategy', c.strategy, 'product', c.options->>'product', 'subject', ${subjectOutside},
      'email', i.email)
      ORDER BY c.strategy <> 'password', i.created_at, i.id)
    FROM identities i JOIN connections c ON c.tenant_id = i.tenant_id AND c.id = i.connection_id
    WHERE i.tenant_id = ${tenantId} AND i.user_id = ${userId}
  ), (
    SELECT jsonb_agg(jsonb_build_object(
      'connection', c.name, 'strategy', c.strategy, 'subject', ${userId}, 'email', null) ORDER BY c.created_at, c.id)
    FROM connections c WHERE c.tenant_id = ${tenantId} AND c.strategy = 'email'
  ), '[]') AS identities`
}

export const userColumns: Sql = sql`${ownUserColumns}, ${identitiesColumn(sql`u.tenant_id`, sql`u.id`)}`

/** @throws DomainError not_found */
export async function readUser(tx: Tx, tenantId: string, id: string): Promise<User> {
  const [row] = await tx.$queryRaw<UserRow[]>(sql`
    SELECT ${userColumns} FROM users u WHERE u.tenant_id = ${tenantId} AND u.id = ${id}`)
  if (!row) throw notFound()
  return asUser(row)
}

export interface KnownUser {
  id: string
  isEmailVerified: boolean
  blocked: boolean
  isMember: boolean
}

export async function findUserByEmail(
  tx: Tx,
  {
    tenantId,
    emailFolded,
    organizationId = null,
  }: { tenantId: string; emailFolded: string; organizationId?: string | null },
): Promise<KnownUser | null> {
  const [known] = await tx.$queryRaw<KnownUser[]>`
    SELECT u.id, u.blocked, u.email_verified_at IS NOT NULL AS "isEmailVerified", EXISTS (
      SELECT FROM members m
      WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = u.id) AS "isMember"
    FROM users u WHERE u.tenant_id = ${tenantId} AND u.email_folded = ${emailFolded}`
  return known ?? null
}
