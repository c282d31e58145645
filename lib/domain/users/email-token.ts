import type { Tx } from '@/lib/db/prisma'
import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { codeOf, derive } from '@/lib/domain/crypto/derive'
import { sha256Hex, timingSafeEqualText } from '@/lib/domain/crypto/digest'
import type { EmailAddress } from '@/lib/domain/text/email-address'
import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import { alphanumericFrom, newId } from '@/lib/ids'

export type EmailTokenPurpose =
  | 'sign_up'
  | 'sign_in'
  | 'reset_password'
  | 'invitation'
  | 'connection'
  | 'email_change'

const minutes: Record<EmailTokenPurpose, number> = {
  sign_up: 60,
  sign_in: 15,
  reset_password: 60,
  invitation: 15,
  connection: 15,
  email_change: 15,
}

export interface NewEmailToken {
  tenantId: string
  purpose: EmailTokenPurpose
  address: EmailAddress
  userId: string | null
  organizationId?: string | null
  joinLinkId?: string | undefined
  returnTo?: string | null
  name?: string
  passwordHash?: string | undefined
  /** Seconds until it expires, if not the default of its purpose. */
  seconds?: number
}

/** Also created for unknown addresses, so that the answer does not tell them apart. */
export async function createEmailToken(tx: Tx, emailToken: NewEmailToken): Promise<string> {
  const id = newId('proof')
  const tokenHash = sha256Hex(emailTokenSecrets({ id }).token)
  const { tenantId, purpose, address, userId } = emailToken
  const { organizationId = null, returnTo = null, name = null, passwordHash = null } = emailToken
  const { joinLinkId = null, seconds = emailTokenSeconds(purpose) } = emailToken
  await tx.$executeRaw`
    INSERT INTO email_proofs (tenant_id, id, purpose, email, email_folded, token_hash, user_id, organization_id,
      join_link_id, name, password_hash, return_to, expires_at)
    VALUES (${tenantId}, ${id}, ${purpose}, ${address.email}, ${address.folded}, ${tokenHash}, ${userId}, ${organizationId},
      ${joinLinkId}, ${name}, ${passwordHash}, ${returnTo}, now() + make_interval(secs => ${seconds}::int))`
  return id
}

export function emailTokenSeconds(purpose: EmailTokenPurpose): number {
  return minutes[purpose] * 60
}

export interface FoundEmailToken {
  id: string
  state: 'live' | 'used' | 'expired'
  email: string
  name: string | null
  /** Of the organization on whose page the email was requested. */
  slug: string | null
  hasPassword: boolean
  /** The name of the organization that the user joins by it. */
  joins: string | null
}

/** Only reads: the page is shown before the token is used. */
export function findEmailToken(
  tenantId: string,
  purpose: EmailTokenPurpose,
  token: string,
): Promise<FoundEmailToken | null> {
  return read(bypassRowSecurity('a link from an email is opened before signing in', tenantId), async (tx) => {
    const [found] = await tx.$queryRaw<FoundEmailToken[]>`
      SELECT p.id, p.email, coalesce(p.name, u.name) AS name, o.slug,
        p.password_hash IS NOT NULL AS "hasPassword", CASE WHEN p.join_link_id IS NOT NULL THEN o.display_name END AS joins,
        CASE WHEN p.used_at IS NOT NULL THEN 'used' WHEN p.expires_at <= now() THEN 'expired' ELSE 'live' END AS state
      FROM email_proofs p
      LEFT JOIN users u ON u.tenant_id = ${tenantId} AND u.id = p.user_id
      LEFT JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = p.organization_id AND o.deleted_at IS NULL
      WHERE p.tenant_id = ${tenantId} AND p.token_hash = ${sha256Hex(token)} AND p.purpose = ${purpose}`
    return found ?? null
  })
}

export interface EmailTokenSecrets {
  token: string
  code: string
}

/** With the accepted FOYER_SECRET that gives this hash; without a hash, with the current one. */
export function emailTokenSecrets({ id, tokenHash }: { id: string; tokenHash?: string }): EmailTokenSecrets {
  const isOf = (secret: string) => sha256Hex(tokenUnder(secret, id, 0)) === tokenHash
  return secretsUnder(env().acceptedSecrets.find(isOf) ?? env().secret, id)
}

function secretsUnder(secret: string, id: string): EmailTokenSecrets {
  return { token: tokenUnder(secret, id, 0), code: codeOf(secret, 'proof', id) }
}

function tokenUnder(secret: string, id: string, round: number): string {
  const blocks = [0, 1].map((block) => derive(secret, 'proof', id, round, block))
  return alphanumericFrom(Buffer.concat(blocks), 32) ?? tokenUnder(secret, id, round + 1)
}

/** A code counts only together with the id of its email token. */
export type EmailTokenKey = { token: string } | { proofId: string; code: string }

export interface ConsumedEmailToken {
  id: string
  email: string
  emailFolded: string
  userId: string | null
  organizationId: string | null
  joinLinkId: string | null
  name: string | null
  passwordHash: string | null
  returnTo: string | null
}

interface EmailTokenUse<Key> {
  tenantId: string
  purpose: EmailTokenPurpose
  key: Key
}

const codeTries = 5

/** If null, the attempt may have been counted: the caller must let the transaction commit. */
export async function consumeEmailToken(
  tx: Tx,
  { tenantId, purpose, key }: EmailTokenUse<EmailTokenKey>,
): Promise<ConsumedEmailToken | null> {
  const tokenHash = 'token' in key ? sha256Hex(key.token) : await tryCode(tx, { tenantId, purpose, key })
  if (tokenHash === null) return null
  const [consumed] = await tx.$queryRaw<ConsumedEmailToken[]>`
    UPDATE email_proofs SET used_at = now()
    WHERE tenant_id = ${tenantId} AND token_hash = ${tokenHash} AND purpose = ${purpose}
      AND used_at IS NULL AND expires_at > now()
    RETURNING id, email, email_folded AS "emailFolded", user_id AS "userId", organization_id AS "organizationId",
      join_link_id AS "joinLinkId", name, password_hash AS "passwordHash", return_to AS "returnTo"`
  return consumed ?? null
}

/** The user and organization of a sign-in that consumeEmailToken() refused. */
export async function findTriedToken(
  tx: Tx,
  tenantId: string,
  key: EmailTokenKey,
): Promise<Pick<ConsumedEmailToken, 'userId' | 'organizationId'> | null> {
  return tx.emailProof.findFirst({
    where: {
      tenantId,
      purpose: 'sign_in',
      ...('token' in key ? { tokenHash: sha256Hex(key.token) } : { id: key.proofId }),
    },
    select: { userId: true, organizationId: true },
  })
}

/** A wrong code never voids the link: otherwise anyone could void it. */
async function tryCode(
  tx: Tx,
  { tenantId, purpose, key }: EmailTokenUse<{ proofId: string; code: string }>,
): Promise<string | null> {
  const [tried] = await tx.$queryRaw<{ id: string; tokenHash: string }[]>`
    UPDATE email_proofs SET attempts = attempts + 1
    WHERE tenant_id = ${tenantId} AND id = ${key.proofId} AND purpose = ${purpose} AND attempts < ${codeTries}
      AND used_at IS NULL AND expires_at > now()
    RETURNING id, token_hash AS "tokenHash"`
  return tried && timingSafeEqualText(emailTokenSecrets(tried).code, key.code) ? tried.tokenHash : null
}

type Condition = NonNullable<Parameters<Tx['emailProof']['updateMany']>[0]['where']>

/** Those that match: for example links that were sent to a previous address. */
export async function voidEmailTokens(tx: Tx, tokens: Condition & { tenantId: string }): Promise<void> {
  await tx.emailProof.updateMany({ where: { ...tokens, usedAt: null }, data: { usedAt: new Date() } })
}

/** The same error for wrong, used, expired and other tenants’ tokens: it must not tell which. */
export function invalidEmailToken(key: EmailTokenKey): DomainError {
  if ('token' in key)
    return new DomainError('gone', 'This link has been used or has expired. Ask for a new one.')
  const sentence =
    'This code is not valid. Check it, or ask for a new one: each works once, for a short time and a few attempts.'
  return new DomainError('gone', sentence, { field: 'code' })
}
