import type { Tx } from '@/lib/db/prisma'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import type { EmailAddress } from '@/lib/domain/text/parse-email'
import { newId } from '@/lib/ids'
import { proofSecrets } from './proof-secrets'

export type ProofPurpose = 'sign_up' | 'sign_in' | 'reset_password' | 'invitation' | 'connection'

const proofMinutes: Record<ProofPurpose, number> = {
  sign_up: 60,
  sign_in: 15,
  reset_password: 60,
  invitation: 15,
  connection: 15,
}

export interface NewProof {
  tenantId: string
  purpose: ProofPurpose
  address: EmailAddress
  userId: string | null
  organizationId?: string | null
  returnTo?: string | null
  /** Who a sign-up will make. */
  name?: string
  passwordHash?: string
  /** How long it waits, in seconds, where not as long as its purpose has it. */
  seconds?: number
}

/** A proof that waits for its link or code; made for known and unknown addresses alike. The database sets its end. */
export async function makeProof(tx: Tx, proof: NewProof): Promise<string> {
  const id = newId('proof')
  const tokenHash = sha256Hex(proofSecrets({ id }).token)
  const { tenantId, purpose, address, userId } = proof
  const { organizationId = null, returnTo = null, name = null, passwordHash = null } = proof
  const { seconds = proofMinutes[purpose] * 60 } = proof
  await tx.$executeRaw`
    INSERT INTO email_proofs (tenant_id, id, purpose, email, email_folded, token_hash, user_id, organization_id,
      name, password_hash, return_to, expires_at)
    VALUES (${tenantId}, ${id}, ${purpose}, ${address.email}, ${address.folded}, ${tokenHash}, ${userId}, ${organizationId},
      ${name}, ${passwordHash}, ${returnTo}, now() + make_interval(secs => ${seconds}::int))`
  return id
}
