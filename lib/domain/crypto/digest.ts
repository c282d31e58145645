import { createHash, timingSafeEqual } from 'node:crypto'

/** 64 hex digits. */
export function sha256Hex(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The time depends neither on the contents nor on the lengths. */
export function timingSafeEqualText(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(sha256Hex(one)), Buffer.from(sha256Hex(other)))
}
