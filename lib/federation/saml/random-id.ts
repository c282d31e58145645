import { randomBytes } from 'node:crypto'

/** An ID in XML begins with no digit. 160 bits (Core, 1.3.4); a RelayState has at most 80 bytes. */
export function newRandomId(): string {
  return `_${randomBytes(20).toString('hex')}`
}
