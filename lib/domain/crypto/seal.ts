import { CompactEncrypt, compactDecrypt } from 'jose'
import { env } from '@/lib/env'
import { derive } from './derive'

/** What a secret is sealed for: a thing of one purpose in one tenant opens nowhere else. */
export interface SealedFor {
  purpose: string
  tenantId: string
}

/** Encrypts with a key derived from FOYER_SECRET (JWE, dir, A256GCM). */
export async function seal(text: string, { purpose, tenantId }: SealedFor): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(derive(env().secret, purpose, tenantId))
}

/** Opens what seal() made, with today’s secret or the one before; null when it is neither’s. */
export async function unseal(sealed: string, { purpose, tenantId }: SealedFor): Promise<string | null> {
  for (const secret of [env().secret, env().previousSecret]) {
    if (secret === undefined) continue
    const opened = await compactDecrypt(sealed, derive(secret, purpose, tenantId), {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    }).catch(() => null)
    if (opened) return new TextDecoder().decode(opened.plaintext)
  }
  return null
}
