import { CompactEncrypt, compactDecrypt } from 'jose'
import { env } from '@/lib/env'
import { derive, secretId } from './derive'

/** A text sealed for one purpose and tenant cannot be opened for another. */
export interface SealedFor {
  purpose: string
  tenantId: string
}

/** JWE (dir, A256GCM) with a key derived from FOYER_SECRET, which its header names. */
export async function seal(text: string, { purpose, tenantId }: SealedFor): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: secretId(env().secret) })
    .encrypt(derive(env().secret, purpose, tenantId))
}

/** Null if no FOYER_SECRET that is accepted opens it. */
export async function unseal(sealed: string, sealedFor: SealedFor): Promise<string | null> {
  for (const secret of env().acceptedSecrets) {
    const opened = await openWith(secret, sealed, sealedFor)
    if (opened !== null) return opened
  }
  return null
}

/** Null unless the previous FOYER_SECRET sealed it. */
export async function reseal(sealed: string, sealedFor: SealedFor): Promise<string | null> {
  const { previousSecret } = env()
  if (previousSecret === undefined) return null
  const opened = await openWith(previousSecret, sealed, sealedFor)
  return opened === null ? null : seal(opened, sealedFor)
}

async function openWith(
  secret: string,
  sealed: string,
  { purpose, tenantId }: SealedFor,
): Promise<string | null> {
  const opened = await compactDecrypt(sealed, derive(secret, purpose, tenantId), {
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
  }).catch(() => null)
  return opened && new TextDecoder().decode(opened.plaintext)
}
