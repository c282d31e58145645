const START_OF_SCAN = 0xda
const COMMENT = 0xfe

/** What application segments say that the picture needs: their marker, how they begin, and how many may be kept. */
const needed = [
  { marker: 0xe0, beginning: 'JFIF\0', most: 1 },
  { marker: 0xe1, beginning: 'Exif\0\0', most: 1 },
  { marker: 0xe2, beginning: 'ICC_PROFILE\0', most: 16 },
  { marker: 0xee, beginning: 'Adobe', most: 1 },
]

/** A JPEG’s parts without segments that say things about the picture; null where it ends before its first scan. */
export function stripJpeg(bytes: Buffer): Uint8Array[] | null {
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

/** Where the next marker begins; the file’s end if there is none. Like decoders, it skips what stands between. */
function nextMarker(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from)
  while (at >= 0 && (bytes[at + 1] === 0xff || bytes[at + 1] === 0)) at = bytes.indexOf(0xff, at + 1)
  return at < 0 ? bytes.length : at
}

/** All but restart markers, the start and the end of a picture, and a marker that is reserved. */
function hasLength(marker: number): boolean {
  return marker !== 0x01 && (marker < 0xd0 || marker > 0xd9)
}

function keeper(): (marker: number, segment: Buffer) => boolean {
  const left = needed.map((one) => ({ ...one }))
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
