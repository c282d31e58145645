import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { crc32, createDeflate, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
const END_OF_IHDR = SIGNATURE.length + 25

/** A real PNG, one bit a pixel and all of them zero, so that it packs a thousandfold. */
export async function bombOf(width: number, height: number): Promise<Buffer> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(1, 8)
  const size = height * (Math.ceil(width / 8) + 1)
  const pixels = await buffer(Readable.from(zeros(size)).pipe(createDeflate({ level: 9 })))
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function* zeros(size: number): Generator<Buffer> {
  const some = Buffer.alloc(1024 * 1024)
  for (let left = size; left > 0; left -= some.length) yield some.subarray(0, left)
}

/** Fifty megabytes of zeros, packed. */
const packed = deflateSync(Buffer.alloc(50_000_000), { level: 9 })

const beginnings = {
  zTXt: 'Comment\0\0',
  iTXt: 'Comment\0\x01\0\0\0',
  iCCP: 'Profile\0\0',
}

/** The PNG with as many chunks of this type as fit into 2 MB, each of which unpacks to 50 MB. */
export function withBombs(png: Buffer, type: keyof typeof beginnings): Buffer {
  const one = chunk(type, Buffer.concat([Buffer.from(beginnings[type], 'latin1'), packed]))
  const count = Math.floor((2 * 1024 * 1024 - png.length) / one.length)
  return withChunks(png, Array<Buffer>(count).fill(one))
}

/** The PNG with chunks behind its first. */
export function withChunks(png: Buffer, chunks: readonly Buffer[]): Buffer {
  return Buffer.concat([png.subarray(0, END_OF_IHDR), ...chunks, png.subarray(END_OF_IHDR)])
}

export function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}

/** The JPEG with segments behind its first marker. */
export function withSegments(jpeg: Buffer, segments: readonly Buffer[]): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)])
}

export function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

/** The WebP with one more chunk at its end. */
export function withWebpChunk(webp: Buffer, type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32LE(content.length, 4)
  const whole = Buffer.concat([webp, head, content, Buffer.alloc(content.length % 2)])
  whole.writeUInt32LE(whole.length - 8, 4)
  return whole
}
