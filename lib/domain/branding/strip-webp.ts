const HEADER_BYTES = 12
const CHUNK_HEADER_BYTES = 8
const METADATA_BYTES_AT_MOST = 64 * 1024

const pixels = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'])
const metadata = new Set(['EXIF', 'ICCP'])

/** A WebP’s parts without chunks that say things about the picture; null where it ends before its end. */
export function stripWebp(bytes: Buffer): Uint8Array[] | null {
  const end = CHUNK_HEADER_BYTES + bytes.readUInt32LE(4)
  if (end > bytes.length) return null
  const parts: Uint8Array[] = []
  const left = new Set(metadata)
  for (let at = HEADER_BYTES; at < end;) {
    const next = endOfChunk(bytes, at, end)
    if (next === null) return null
    const type = bytes.toString('latin1', at, at + 4)
    const isKept = pixels.has(type) || (left.delete(type) && next - at <= METADATA_BYTES_AT_MOST)
    if (isKept) parts.push(bytes.subarray(at, next))
    at = next
  }
  return [header(parts), ...parts]
}

/** Chunks begin at even places; of the last one, the byte that fills it up may be missing. */
function endOfChunk(bytes: Buffer, at: number, end: number): number | null {
  if (at + CHUNK_HEADER_BYTES > end) return null
  const next = at + CHUNK_HEADER_BYTES + bytes.readUInt32LE(at + 4)
  return next > end ? null : Math.min(next + (next % 2), end)
}

function header(parts: readonly Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, part) => sum + part.length, 'WEBP'.length)
  const bytes = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  bytes.writeUInt32LE(size, 4)
  return bytes
}
