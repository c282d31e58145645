const SIGNATURE_BYTES = 8
/** Length and type before a chunk’s content, a checksum behind it. */
const CHUNK_OVERHEAD = 12

/** Of these the picture needs one each, of at most so many bytes. A profile is packed, and unpacks a thousandfold. */
const needed = new Map([
  ['gAMA', 4],
  ['cHRM', 32],
  ['sRGB', 1],
  ['tRNS', 256],
  ['iCCP', 16 * 1024],
  ['eXIf', 64 * 1024],
])

/** A PNG’s parts without chunks that say things about the picture; null where it ends before its end. */
export function stripPng(bytes: Buffer): Uint8Array[] | null {
  const parts: Uint8Array[] = [bytes.subarray(0, SIGNATURE_BYTES)]
  const left = new Map(needed)
  for (let at = SIGNATURE_BYTES; at + CHUNK_OVERHEAD <= bytes.length;) {
    const type = bytes.toString('latin1', at + 4, at + 8)
    const length = bytes.readUInt32BE(at)
    const end = at + CHUNK_OVERHEAD + length
    if (end > bytes.length) return null
    if (isCritical(type) || length <= (left.get(type) ?? -1)) parts.push(bytes.subarray(at, end))
    if (type === 'IEND') return parts
    left.delete(type)
    at = end
  }
  return null
}

/** A capital letter first: without it there is no picture. The decoder refuses those that it does not know. */
function isCritical(type: string): boolean {
  return /^[A-Z]/.test(type)
}
