import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { exitCodes, pictureLimits } from '../lib/domain/branding/picture-limits.ts'
import { isPictureFormat, stripMetadata } from '../lib/domain/branding/strip-metadata.ts'

// Reads a picture of the format that its argument names from standard input, and writes a PNG to standard output. A
// process of its own, since a decoder at work can only be stopped by ending its process.
sharp.cache(false)
sharp.concurrency(1)

const { pixels, side } = pictureLimits
const png = await drawn(process.argv[2] ?? '', await buffer(process.stdin))
if (typeof png === 'number') process.exitCode = png
else process.stdout.write(png)

async function drawn(format: string, bytes: Uint8Array): Promise<Buffer | number> {
  const stripped = isPictureFormat(format) ? stripMetadata(bytes, format) : null
  if (!stripped) return exitCodes.damaged
  const picture = sharp(stripped, { failOn: 'truncated', limitInputPixels: pixels, pages: 1 })
  try {
    const found = await picture.metadata()
    if (found.format !== format) return exitCodes.wrongFormat
    if (found.width * found.height > pixels) return exitCodes.tooLarge
    return await picture
      .autoOrient()
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .timeout({ seconds: 5 })
      .png({ compressionLevel: 9 })
      .toBuffer()
  } catch (error) {
    // The decoders say what is wrong with a file only in words; nothing but the file is at work here.
    return error instanceof Error && /pixel limit/.test(error.message)
      ? exitCodes.tooLarge
      : exitCodes.damaged
  }
}
