import { crc32, deflateSync } from 'node:zlib'
import { upload } from './action-shapes'
import type { Shape } from './entry'

/** A picture that is small as a file and large once decoded. */
const pictures: Record<string, (size: number) => Buffer> = {
  'compressed texts': (size) => png([square(1), ...bombs('zTXt', 'a\0\0', size), pixels(4), end()]),
  'compressed international texts': (size) =>
    png([square(1), ...bombs('iTXt', 'a\0\x01\0\0\0', size), pixels(4), end()]),
  'compressed profiles': (size) => png([square(1), ...bombs('iCCP', 'a\0\0', size), pixels(4), end()]),
  texts: (size) => png([square(1), ...many('tEXt', 'a\0a', size), pixels(4), end()]),
  'unknown chunks': (size) => png([square(1), ...many('foYr', '', size), pixels(4), end()]),
  'frames of an animation': (size) =>
    png([square(1), ...many('fcTL', '\0'.repeat(26), size), pixels(4), end()]),
  'gigantic dimensions': () => png([header(2_000_000_000, 2_000_000_000), pixels(4), end()]),
  'as many pixels as may be': () => png([square(4000), pixels(4000 * 4001), end()]),
  'a long row': () => png([header(16_000_000, 1), pixels(16_000_001), end()]),
  'more pixels than it says': (size) => png([square(1), ...bombs('IDAT', '', size), end()]),
  'many parts of its pixels': (size) =>
    png([square(1000), ...many('IDAT', '', size), pixels(1_001_000), end()]),
  'no end': (size) => png([square(4000), chunk('IDAT', Buffer.alloc(Math.max(1, size - 100), 0x78))]),
  'JPEG of comments': (size) => jpeg(repeat(Buffer.from('\xff\xfe\0\x04ab', 'latin1'), size)),
  'JPEG of profiles': (size) =>
    jpeg(repeat(Buffer.from('\xff\xe2\0\x12ICC_PROFILE\0\x01\xffab', 'latin1'), size)),
  'JPEG of Exif': (size) =>
    jpeg(repeat(Buffer.from('\xff\xe1\0\x10Exif\0\0II*\0\x08\0\0\0', 'latin1'), size)),
  'JPEG of scans': (size) =>
    jpeg(
      Buffer.concat([
        jpegFrame(4000),
        repeat(Buffer.from('\xff\xda\0\x08\x01\x01\0\0\x3f\0', 'latin1'), size),
      ]),
    ),
  'JPEG of tables': (size) =>
    jpeg(repeat(Buffer.from(`\xff\xdb\0\x43\0${'\x01'.repeat(64)}`, 'latin1'), size)),
  'WebP of chunks': (size) => webp(repeat(Buffer.from('EXIF\x02\0\0\0ab', 'latin1'), size)),
  'WebP of frames': (size) => webp(repeat(Buffer.from(`ANMF\x10\0\0\0${'\0'.repeat(16)}`, 'latin1'), size)),
  SVG: (size) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${'<g>'.repeat(size / 4)}`),
  zeros: (size) => Buffer.alloc(Math.floor(size)),
}

/** Uploads that are slow to decode. */
export const imageShapes: readonly Shape[] = Object.entries(pictures).map(([name, make]) =>
  upload(`picture: ${name}`, false, ({ size }) => make(size)),
)

function png(chunks: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks])
}

function chunk(type: string, bytes: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), bytes])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(bytes.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** Grey: one byte a pixel, and one more a row. */
function header(width: number, height: number): Buffer {
  const bytes = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0])
  bytes.writeUInt32BE(width, 0)
  bytes.writeUInt32BE(height, 4)
  return chunk('IHDR', bytes)
}

function square(side: number): Buffer {
  return header(side, side)
}

function pixels(bytes: number): Buffer {
  return chunk('IDAT', zeros(bytes))
}

function end(): Buffer {
  return chunk('IEND', Buffer.alloc(0))
}

/** Chunks of 48 KB that each unpack to 48 MB. */
function bombs(type: string, before: string, size: number): Buffer[] {
  const one = chunk(type, Buffer.concat([Buffer.from(before, 'latin1'), zeros(48 * 1024 * 1024)]))
  return Array.from({ length: Math.max(1, Math.floor(size / one.length)) }, () => one)
}

function many(type: string, content: string, size: number): Buffer[] {
  const one = chunk(type, Buffer.from(content, 'latin1'))
  return Array.from({ length: Math.max(1, Math.floor(size / one.length)) }, () => one)
}

const packed = new Map<number, Buffer>()

/** So many zeros, compressed. */
function zeros(bytes: number): Buffer {
  const known = packed.get(bytes) ?? deflateSync(Buffer.alloc(bytes))
  packed.set(bytes, known)
  return known
}

function jpeg(segments: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8]), jpegFrame(16), segments, Buffer.from([0xff, 0xd9])])
}

function jpegFrame(side: number): Buffer {
  const bytes = Buffer.from([0xff, 0xc2, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  bytes.writeUInt16BE(side, 5)
  bytes.writeUInt16BE(side, 7)
  return bytes
}

function webp(chunks: Buffer): Buffer {
  const start = Buffer.from('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\xff\xff\0\xff\xff\0', 'latin1')
  start.writeUInt32LE(start.length + chunks.length - 8, 4)
  return Buffer.concat([start, chunks])
}

function repeat(unit: Buffer, size: number): Buffer {
  return Buffer.alloc(Math.max(unit.length, Math.floor(size / unit.length) * unit.length), unit)
}
