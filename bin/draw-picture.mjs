import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { dominantColors } from '../lib/domain/branding/dominant-colors.ts'
import { exitCodes, pictureLimits } from '../lib/domain/branding/picture-limits.ts'
import { isPictureFormat, stripMetadata } from '../lib/domain/branding/strip-metadata.ts'

// Picture on stdin, PNG on stdout, its colors on stderr. A process of its own, since a running decoder can only be stopped that way.
sharp.cache(false)
sharp.concurrency(1)

const { pixels, side, squareSide, apple } = pictureLimits
const shape = process.argv[3]
const png = await drawn(process.argv[2] ?? '', await buffer(process.stdin))
if (typeof png === 'number') process.exitCode = png
else {
  process.stderr.write(`colors ${(await colorsOf(png)).join(' ')}\n`)
  process.stdout.write(png)
}

async function colorsOf(png) {
  const small = sharp(png).resize(64, 64, { fit: 'inside', kernel: 'nearest' }).ensureAlpha()
  return dominantColors(await small.raw().toBuffer())
}

async function drawn(format, bytes) {
  const stripped = isPictureFormat(format) ? stripMetadata(bytes, format) : null
  if (!stripped) return exitCodes.damaged
  try {
    // Reads only the header, so that no limit is needed yet.
    const found = await sharp(stripped, { limitInputPixels: false, pages: 1 }).metadata()
    if (found.format !== format) return exitCodes.wrongFormat
    if (found.width * found.height > pixels) return exitCodes.tooLarge
    const resized = await sharp(stripped, { failOn: 'truncated', limitInputPixels: pixels, pages: 1 })
      .autoOrient()
      .resize(sizeOf(shape))
      .toColorspace('srgb')
      .timeout({ seconds: 5 })
      .png({ compressionLevel: 9 })
      .toBuffer()
    return shape === 'apple' ? await onBackground(resized) : resized
  } catch {
    // Only the file can have caused this.
    return exitCodes.damaged
  }
}

function sizeOf(shape) {
  if (shape === 'square') return { width: squareSide, height: squareSide, fit: 'cover' }
  if (shape === 'apple') return { width: apple.picture, height: apple.picture, fit: 'inside' }
  return { width: side, height: side, fit: 'inside', withoutEnlargement: true }
}

/** Centred, on white, or on black if the picture is light. */
async function onBackground(png) {
  const background = (await isLight(png)) ? '#000000' : '#ffffff'
  return sharp({ create: { width: apple.side, height: apple.side, channels: 3, background } })
    .composite([{ input: png }])
    .removeAlpha()
    .png({ compressionLevel: 9 })
    .toBuffer()
}

/** What is transparent does not count. */
async function isLight(png) {
  const bytes = await sharp(png).toColorspace('b-w').ensureAlpha().raw().toBuffer()
  let [sum, weight] = [0, 0]
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const alpha = bytes[at + 1] ?? 0
    sum += (bytes[at] ?? 0) * alpha
    weight += alpha
  }
  return weight > 0 && sum / weight > 200
}
