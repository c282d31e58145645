import { generateKeyPairSync } from 'node:crypto'

/** A new public RSA key. */
export function publicPem(bits = 2048): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: bits })
  return publicKey.export({ type: 'spki', format: 'pem' }).toString()
}
