import { read } from '@/lib/db/transaction'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { atTheDoor } from './at-the-door'
import type { ProofPurpose } from './make-proof'

export interface FoundProof {
  id: string
  state: 'live' | 'used' | 'expired'
  email: string
  name: string | null
  /** Of the organization at whose page it was asked for. */
  slug: string | null
}

/** The proof behind a mailed link, to show before anything is done; null for a token that never was one. */
export function findProof(
  tenantId: string,
  purpose: ProofPurpose,
  token: string,
): Promise<FoundProof | null> {
  return read(atTheDoor(tenantId), async (tx) => {
    const [found] = await tx.$queryRaw<FoundProof[]>`
      SELECT p.id, p.email, coalesce(p.name, u.name) AS name, o.slug,
        CASE WHEN p.used_at IS NOT NULL THEN 'used' WHEN p.expires_at <= now() THEN 'expired' ELSE 'live' END AS state
      FROM email_proofs p
      LEFT JOIN users u ON u.tenant_id = ${tenantId} AND u.id = p.user_id
      LEFT JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = p.organization_id AND o.deleted_at IS NULL
      WHERE p.tenant_id = ${tenantId} AND p.token_hash = ${sha256Hex(token)} AND p.purpose = ${purpose}`
    return found ?? null
  })
}
