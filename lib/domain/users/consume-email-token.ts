import type { Tx } from '@/lib/db/prisma'
import { sha256Hex, timingSafeEqualText } from '@/lib/domain/crypto/digest'
import type { ProofPurpose } from './make-proof'
import { proofSecrets } from './proof-secrets'

/** What the person brings: the link’s token, or the code together with the proof that it was asked for. */
export type ProofKey = { token: string } | { proofId: string; code: string }

export interface ConsumedEmailToken {
  id: string
  email: string
  emailFolded: string
  userId: string | null
  organizationId: string | null
  name: string | null
  passwordHash: string | null
  returnTo: string | null
}

interface Asked {
  tenantId: string
  purpose: ProofPurpose
  key: ProofKey
}

const codeTries = 5

/**
 * Uses a proof up, once, if the key is right and it is live. Null otherwise; then the try is counted, so the caller
 * must let the transaction commit.
 */
export async function consumeEmailToken(
  tx: Tx,
  { tenantId, purpose, key }: Asked,
): Promise<ConsumedEmailToken | null> {
  const tokenHash = 'token' in key ? sha256Hex(key.token) : await tryCode(tx, { tenantId, purpose, key })
  if (tokenHash === null) return null
  const [spent] = await tx.$queryRaw<ConsumedEmailToken[]>`
    UPDATE email_proofs SET used_at = now()
    WHERE tenant_id = ${tenantId} AND token_hash = ${tokenHash} AND purpose = ${purpose}
      AND used_at IS NULL AND expires_at > now()
    RETURNING id, email, email_folded AS "emailFolded", user_id AS "userId", organization_id AS "organizationId",
      name, password_hash AS "passwordHash", return_to AS "returnTo"`
  return spent ?? null
}

/** The proof’s token hash when the code is right. Wrong codes never end the link, or anybody could. */
async function tryCode(
  tx: Tx,
  {
    tenantId,
    purpose,
    key,
  }: { tenantId: string; purpose: ProofPurpose; key: { proofId: string; code: string } },
): Promise<string | null> {
  const [tried] = await tx.$queryRaw<{ id: string; tokenHash: string }[]>`
    UPDATE email_proofs SET attempts = attempts + 1
    WHERE tenant_id = ${tenantId} AND id = ${key.proofId} AND purpose = ${purpose} AND attempts < ${codeTries}
      AND used_at IS NULL AND expires_at > now()
    RETURNING id, token_hash AS "tokenHash"`
  return tried && timingSafeEqualText(proofSecrets(tried).code, key.code) ? tried.tokenHash : null
}
