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
export async function unseal(sealed: string, sealedFor: SealedFor): Promise<string | null> {
  const { secret, previousSecret } = env()
  const opened = await openWith(secret, sealed, sealedFor)
  if (opened !== null || previousSecret === undefined) return opened
  return openWith(previousSecret, sealed, sealedFor)
}

/** Seals with today’s secret what was sealed with the one before; null for everything else. */
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
