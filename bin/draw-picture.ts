import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { dominantColors } from '../lib/domain/branding/dominant-colors.ts'
import { exitCodes, pictureLimits } from '../lib/domain/branding/picture-limits.ts'
import { isPictureFormat, stripMetadata } from '../lib/domain/branding/strip-metadata.ts'

// Picture on stdin, PNG on stdout, its colors on stderr. A process of its own, since a running decoder can only be stopped that way.
sharp.cache(false)
sharp.concurrency(1)

const { pixels, side } = pictureLimits
const png = await drawn(process.argv[2] ?? '', await buffer(process.stdin))
if (typeof png === 'number') process.exitCode = png
else {
  process.stderr.write(`colors ${(await colorsOf(png)).join(' ')}\n`)
  process.stdout.write(png)
}

async function colorsOf(png: Buffer): Promise<string[]> {
  const small = sharp(png).resize(64, 64, { fit: 'inside', kernel: 'nearest' }).ensureAlpha()
  return dominantColors(await small.raw().toBuffer())
}

async function drawn(format: string, bytes: Uint8Array): Promise<Buffer | number> {
  const stripped = isPictureFormat(format) ? stripMetadata(bytes, format) : null
  if (!stripped) return exitCodes.damaged
  try {
    // Reads only the header, so that no limit is needed yet.
    const found = await sharp(stripped, { limitInputPixels: false, pages: 1 }).metadata()
    if (found.format !== format) return exitCodes.wrongFormat
    if (found.width * found.height > pixels) return exitCodes.tooLarge
    return await sharp(stripped, { failOn: 'truncated', limitInputPixels: pixels, pages: 1 })
      .autoOrient()
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .toColorspace('srgb')
      .timeout({ seconds: 5 })
      .png({ compressionLevel: 9 })
      .toBuffer()
  } catch {
    // Only the file can have caused this.
    return exitCodes.damaged
  }
}
