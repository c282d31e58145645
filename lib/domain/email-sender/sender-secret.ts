import { seal, type SealedFor, unseal } from '../crypto/seal'

export type SenderSecretKind = 'api key' | 'webhook secret'

export function sealSenderSecret(tenantId: string, kind: SenderSecretKind, text: string): Promise<string> {
  return seal(text, sealedFor(tenantId, kind))
}

/** Null if neither the present nor the previous FOYER_SECRET opens it. */
export function openSenderSecret(
  tenantId: string,
  kind: SenderSecretKind,
  sealed: string,
): Promise<string | null> {
  return unseal(sealed, sealedFor(tenantId, kind))
}

export function sealedFor(tenantId: string, kind: SenderSecretKind): SealedFor {
  return { purpose: `email sender ${kind}`, tenantId }
}
