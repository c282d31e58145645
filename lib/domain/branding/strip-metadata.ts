import { stripJpeg } from './strip-jpeg.ts'
import { stripPng } from './strip-png.ts'
import { stripWebp } from './strip-webp.ts'

const strips = { png: stripPng, jpeg: stripJpeg, webp: stripWebp }

export type PictureFormat = keyof typeof strips

export function isPictureFormat(text: string): text is PictureFormat {
  return Object.hasOwn(strips, text)
}

/**
 * The picture with nothing but what its pixels need: decoders unpack and index texts and previews, too, as many as there
 * are. Orientation and colour profile stay where they are of moderate size. Null where the file is cut off.
 */
export function stripMetadata(bytes: Uint8Array, format: PictureFormat): Uint8Array | null {
  const parts = strips[format](Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  return parts && Buffer.concat(parts)
}
