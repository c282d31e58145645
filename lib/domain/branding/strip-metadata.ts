const strips = { png: stripPng, jpeg: stripJpeg, webp: stripWebp }

export type PictureFormat = keyof typeof strips

export function isPictureFormat(text: string): text is PictureFormat {
  return Object.hasOwn(strips, text)
}

/** Decoders unpack metadata without limits, so keep only what the pixels need. Null for a truncated file. */
export function stripMetadata(bytes: Uint8Array, format: PictureFormat): Uint8Array | null {
  const parts = strips[format](Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  return parts && Buffer.concat(parts)
}

const START_OF_SCAN = 0xda
const COMMENT = 0xfe

/** Marker, first bytes and maximum number of the application segments to keep. */
const neededSegments = [
  { marker: 0xe0, beginning: 'JFIF\0', most: 1 },
  { marker: 0xe1, beginning: 'Exif\0\0', most: 1 },
  { marker: 0xe2, beginning: 'ICC_PROFILE\0', most: 16 },
  { marker: 0xee, beginning: 'Adobe', most: 1 },
]

/** Null for a truncated file. */
function stripJpeg(bytes: Buffer): Uint8Array[] | null {
  const parts: Uint8Array[] = [bytes.subarray(0, 2)]
  const keeps = keeper()
  let at = nextMarker(bytes, 2)
  while (at + 4 <= bytes.length) {
    const marker = bytes.readUInt8(at + 1)
    if (marker === START_OF_SCAN) return [...parts, bytes.subarray(at)]
    const end = hasLength(marker) ? at + 2 + bytes.readUInt16BE(at + 2) : at + 2
    if (end > bytes.length) return null
    const segment = bytes.subarray(at, end)
    if (hasLength(marker) && keeps(marker, segment)) parts.push(segment)
    at = nextMarker(bytes, end)
  }
  return null
}

/** The file’s end if there is none. Skips other bytes, as decoders do. */
function nextMarker(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from)
  while (at >= 0 && (bytes[at + 1] === 0xff || bytes[at + 1] === 0)) at = bytes.indexOf(0xff, at + 1)
  return at < 0 ? bytes.length : at
}

function hasLength(marker: number): boolean {
  return marker !== 0x01 && (marker < 0xd0 || marker > 0xd9)
}

function keeper(): (marker: number, segment: Buffer) => boolean {
  const left = neededSegments.map((one) => ({ ...one }))
  return (marker, segment) => {
    if (marker === COMMENT) return false
    if (marker < 0xe0 || marker > 0xef) return true
    const kind = left.find(
      (one) =>
        one.marker === marker && segment.toString('latin1', 4, 4 + one.beginning.length) === one.beginning,
    )
    return kind !== undefined && kind.most-- > 0
  }
}

const SIGNATURE_BYTES = 8
/** Length and type before a chunk’s content, a checksum after it. */
const CHUNK_OVERHEAD = 12

/** Maximum bytes of each. Profiles are compressed, and expand up to a thousandfold. */
const neededChunks = new Map([
  ['gAMA', 4],
  ['cHRM', 32],
  ['sRGB', 1],
  ['tRNS', 256],
  ['iCCP', 16 * 1024],
  ['eXIf', 64 * 1024],
])

/** Null for a truncated file. */
function stripPng(bytes: Buffer): Uint8Array[] | null {
  const parts: Uint8Array[] = [bytes.subarray(0, SIGNATURE_BYTES)]
  const left = new Map(neededChunks)
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

/** PNG marks critical chunks by a capital first letter. Decoders reject unknown ones. */
function isCritical(type: string): boolean {
  return /^[A-Z]/.test(type)
}

const HEADER_BYTES = 12
const CHUNK_HEADER_BYTES = 8
const METADATA_BYTES_AT_MOST = 64 * 1024

const pixels = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'])
const metadata = new Set(['EXIF', 'ICCP'])

/** Null for a truncated file. */
function stripWebp(bytes: Buffer): Uint8Array[] | null {
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

/** Chunks begin at even offsets; the last one’s padding byte may be missing. */
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
