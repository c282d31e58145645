import { bypassRowSecurity, change, read, unchanged } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { verifyPassword } from '@/lib/domain/crypto/password'
import { foldedAddress } from '@/lib/domain/text/email-address'
import { DomainError } from '@/lib/errors'
import { readOrganizationOfAddress, type RoutedOrganization } from '../domains/queries'
import { type CodeRequired, signInWithOneFactor } from '../authenticators/sign-in-with-one-factor'
import { failedSignIn } from './failed-sign-in'
import type { Arrival } from './set-session-organization'
import { type Attempt, returnAttempt, reserveAttempt } from './sign-in-limits'

export interface PasswordAttempt {
  email: string
  password: string
  /** One of its connections is needed; the session enters it if the user may. */
  organizationId?: string
  device?: string | undefined
}

/**
 * Every failure computes a hash and gives the same error: it must not tell whether the user exists.
 * @throws DomainError invalid, too_many
 */
export async function signInWithPassword(
  tenantId: string,
  attempt: PasswordAttempt,
): Promise<Arrival | CodeRequired> {
  await reserveAttempt(countedOf(tenantId, attempt))
  const known = await read(bypassRowSecurity('a user signs in with a password', tenantId), (tx) =>
    findPassword(tx, tenantId, attempt),
  )
  return tryPassword(tenantId, attempt, known)
}

/**
 * Tries no password where the domain of the address leads to an organization.
 * @param isRouted whether the sign-in continues there
 * @throws DomainError invalid, too_many
 */
export async function signInUnlessRouted(
  tenantId: string,
  attempt: PasswordAttempt,
  isRouted: (found: RoutedOrganization) => boolean,
): Promise<Arrival | CodeRequired | { routedTo: RoutedOrganization }> {
  const { routedTo, known } = await read(
    bypassRowSecurity('a user signs in with a password', tenantId),
    async (tx) => {
      const found = await readOrganizationOfAddress(tx, tenantId, attempt.email)
      if (found && isRouted(found)) return { routedTo: found, known: null }
      return { routedTo: null, known: await findPassword(tx, tenantId, attempt) }
    },
  )
  if (routedTo) return { routedTo }
  await reserveAttempt(countedOf(tenantId, attempt))
  return tryPassword(tenantId, attempt, known)
}

function countedOf(tenantId: string, { email, device }: PasswordAttempt): Attempt {
  return { tenantId, emailFolded: foldedAddress(email), device }
}

/** The attempt is reserved. */
async function tryPassword(
  tenantId: string,
  attempt: PasswordAttempt,
  known: KnownPassword | null,
): Promise<Arrival | CodeRequired> {
  const { password, organizationId = null } = attempt
  const counted = countedOf(tenantId, attempt)
  const { emailFolded } = counted
  const matches = await verifyPassword(known?.passwordHash ?? null, password)
  const arrival = await (known && matches ? signIn(tenantId, known, organizationId) : null)
  if (!arrival) {
    await recordRefusal(tenantId, { emailFolded, organizationId, userId: known?.userId ?? null })
    throw new DomainError('invalid', 'That email and password do not match.')
  }
  await returnAttempt(counted)
  return arrival
}

interface KnownPassword {
  userId: string
  connectionId: string
  passwordHash: string
}

async function findPassword(
  tx: Tx,
  tenantId: string,
  attempt: PasswordAttempt,
): Promise<KnownPassword | null> {
  const { organizationId = null } = attempt
  const emailFolded = foldedAddress(attempt.email)
  const [found] = await tx.$queryRaw<KnownPassword[]>`
    SELECT u.id AS "userId", i.connection_id AS "connectionId", i.password_hash AS "passwordHash"
    FROM users u
    JOIN identities i ON i.tenant_id = ${tenantId} AND i.user_id = u.id AND i.password_hash IS NOT NULL
    WHERE u.tenant_id = ${tenantId} AND u.email_folded = ${emailFolded}
      AND NOT u.blocked AND u.email_verified_at IS NOT NULL
      AND (${organizationId}::text IS NULL OR EXISTS (
        SELECT FROM enabled_connections e
        WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND e.connection_id = i.connection_id
          AND e.is_enabled))`
  return found ?? null
}

/** Null if the password was changed or the user was blocked since the check. */
function signIn(
  tenantId: string,
  known: KnownPassword,
  organizationId: string | null,
): Promise<Arrival | CodeRequired | null> {
  return change(bypassRowSecurity('a user signs in with a password', tenantId), async (tx) => {
    const { userId, connectionId, passwordHash } = known
    const [still] = await tx.$queryRaw<{ id: string }[]>`
      SELECT u.id FROM users u
      JOIN identities i ON i.tenant_id = ${tenantId} AND i.user_id = u.id
        AND i.connection_id = ${connectionId} AND i.password_hash = ${passwordHash}
      WHERE u.tenant_id = ${tenantId} AND u.id = ${userId} AND NOT u.blocked AND u.email_verified_at IS NOT NULL
      FOR NO KEY UPDATE`
    if (!still) return unchanged(null)
    const { arrival, events } = await signInWithOneFactor(
      tx,
      { tenantId, userId, connectionId, amr: ['pwd'] },
      organizationId,
    )
    return { result: arrival, events }
  })
}

function recordRefusal(
  tenantId: string,
  {
    userId,
    emailFolded,
    organizationId,
  }: { userId: string | null; emailFolded: string; organizationId: string | null },
): Promise<void> {
  return change(bypassRowSecurity('a user signs in with a password', tenantId), async (tx) => ({
    result: undefined,
    events: [
      {
        type: 'session.refused',
        target: { kind: 'user', id: userId ?? 'unknown', email: emailFolded },
        details: { amr: ['pwd'] },
      },
      ...(await failedSignIn(tx, { tenantId, organizationId, way: 'password', by: { emailFolded } })),
    ],
  }))
}
