import { createHash, hkdfSync } from 'node:crypto'

/**
 * 32 bytes derived from a secret (HKDF-SHA256) for one purpose and its parts. The same input gives the same bytes;
 * no list of parts can pass for another, nor a number for its digits.
 */
export function derive(secret: string, purpose: string, ...parts: (string | number)[]): Buffer {
  if (secret === '') throw new Error('derive needs a secret')
  const context = createHash('sha256')
    .update(JSON.stringify(['foyer', purpose, ...parts]))
    .digest()
  return Buffer.from(hkdfSync('sha256', secret, '', context, 32))
}
