import sharp, { type Sharp } from 'sharp'
import { limitTo } from '@/lib/domain/limit'
import { accepted, refused, type Parsed } from '@/lib/domain/text/parsed'

export interface Logo {
  bytes: Uint8Array<ArrayBuffer>
  width: number
  height: number
  mediaType: 'image/png'
}

const BYTES_AT_MOST = 2 * 1024 * 1024
const PIXELS_AT_MOST = 16_000_000
const SIDE = 512

const limited = limitTo(1, 20)

/**
 * A logo drawn anew from what was uploaded: PNG, JPEG or WebP of at most 2 MB and 16 megapixels becomes a PNG that
 * fits into 512 × 512, upright, in sRGB, its first frame alone, with nothing of the file but its pixels. PNG, since
 * some mail programs show no WebP.
 */
export async function reencodeLogo(bytes: Uint8Array): Promise<Parsed<Logo>> {
  if (bytes.length === 0) return refused('Choose a picture.')
  if (bytes.length > BYTES_AT_MOST) return refused('A logo can be at most 2 MB.')
  const format = formatOf(bytes)
  if (format === undefined) return refused('A logo is a PNG, JPEG or WebP picture.')
  return limited(() => redraw(bytes, format))
}

/** By the first bytes: names and media types are what the sender says. */
function formatOf(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (start.startsWith('\xff\xd8\xff')) return 'jpeg'
  return start.startsWith('RIFF') && start.endsWith('WEBP') ? 'webp' : undefined
}

async function redraw(bytes: Uint8Array, format: string): Promise<Parsed<Logo>> {
  const picture = sharp(bytes, { failOn: 'truncated', limitInputPixels: PIXELS_AT_MOST, pages: 1 })
  try {
    const found = await picture.metadata()
    if (found.format !== format) return refused('A logo is a PNG, JPEG or WebP picture.')
    if (found.width * found.height > PIXELS_AT_MOST) return refused(TOO_LARGE)
    return accepted(await drawn(picture))
  } catch (error) {
    // The decoders say what is wrong with a file only in words; nothing but the file is at work here.
    return refused(error instanceof Error && /pixel limit/.test(error.message) ? TOO_LARGE : BROKEN)
  }
}

const TOO_LARGE = 'This picture is too large. A logo can have at most 16 megapixels, such as 4000 × 4000.'
const BROKEN = 'This picture is damaged or incomplete. Save it again and choose the new file.'

async function drawn(picture: Sharp): Promise<Logo> {
  const { data, info } = await picture
    .autoOrient()
    .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .timeout({ seconds: 5 })
    .png({ compressionLevel: 9 })
    .toBuffer({ resolveWithObject: true })
  return { bytes: new Uint8Array(data), width: info.width, height: info.height, mediaType: 'image/png' }
}
