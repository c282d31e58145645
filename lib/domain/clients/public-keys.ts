import { X509Certificate } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, importSPKI } from 'jose'
import { z } from 'zod'
import { DomainError } from '@/lib/errors'

export const keyAlgorithms = ['RS256', 'PS256'] as const

/** RFC 7523, as a JWK; `kid` is its thumbprint (RFC 7638). */
const publicKey = z.object({
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  kid: z.string(),
  alg: z.enum(keyAlgorithms),
  use: z.literal('sig'),
  name: z.string().optional(),
})
export const publicKeys = z.array(publicKey)
export type PublicKey = z.infer<typeof publicKey>

/** The kid of an existing key, or a new key. */
export type KeyInput =
  | { kid: string; name?: string | undefined }
  | { pem: string; alg?: PublicKey['alg'] | undefined; name?: string | undefined }

const mostKeys = 2
const leastBits = 2048

/** @throws DomainError invalid at `client_authentication_methods` */
export async function validateKeys(
  input: readonly KeyInput[],
  present: readonly PublicKey[],
): Promise<PublicKey[]> {
  if (input.length === 0 || input.length > mostKeys)
    throw invalid(`An application must have one or two keys.`)
  const keys: PublicKey[] = []
  for (const one of input) keys.push('pem' in one ? await keyOf(one) : findKey(one, present))
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) throw invalid('Two of the keys are the same.')
  return keys
}

function findKey(
  { kid, name }: { kid: string; name?: string | undefined },
  present: readonly PublicKey[],
): PublicKey {
  const key = present.find((one) => one.kid === kid)
  if (!key) throw invalid('This application does not have this key.')
  return name === undefined ? key : { ...key, name }
}

async function keyOf({ pem, alg = 'RS256', name }: Extract<KeyInput, { pem: string }>): Promise<PublicKey> {
  const { kty, n, e } = await read(pem, alg)
  if (kty !== 'RSA' || n === undefined || e === undefined) throw invalid('The key must be an RSA key.')
  if (Buffer.from(n, 'base64url').length * 8 < leastBits)
    throw invalid(`The key must have at least ${leastBits} bits.`)
  const kid = await calculateJwkThumbprint({ kty, n, e })
  return { kty: 'RSA', n, e, kid, alg, use: 'sig', ...(name === undefined ? {} : { name }) }
}

/** Accepts a certificate, but uses only its key. */
async function read(pem: string, alg: string) {
  try {
    const isCertificate = pem.includes('BEGIN CERTIFICATE')
    const spki = isCertificate
      ? new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'pem' }).toString()
      : pem
    return await exportJWK(await importSPKI(spki.trim(), alg, { extractable: true }))
  } catch {
    throw invalid('The key must be a public RSA key or a certificate in PEM format.')
  }
}

function invalid(sentence: string): DomainError {
  return new DomainError('invalid', sentence, { field: 'client_authentication_methods' })
}
