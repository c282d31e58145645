import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { segment, withBombs, withSegments, withWebpChunk } from '@/test/hostile-pictures'
import { drawPicture, type PictureProcess } from './draw-picture'

const small = sharp({ create: { width: 8, height: 4, channels: 3, background: 'red' } })
const largest = sharp({ create: { width: 4_000, height: 4_000, channels: 4, background: 'red' } })

function running(script: string, endsAfterMilliseconds = 15_000): PictureProcess {
  return { script: `test/picture-processes/${script}`, endsAfterMilliseconds }
}

async function sizeOf(bytes: Buffer, format: 'png' | 'jpeg' | 'webp') {
  const drawing = await drawPicture(bytes, format)
  if ('problem' in drawing) throw new Error(drawing.problem)
  const { width, height } = await sharp(drawing.png).metadata()
  return { width, height }
}

describe('draws', () => {
  it.each(['zTXt', 'iTXt', 'iCCP'] as const)('a PNG full of %s bombs', async (type) => {
    expect(await sizeOf(withBombs(await small.png().toBuffer(), type), 'png')).toEqual({
      width: 8,
      height: 4,
    })
  })

  it('a JPEG full of application segments', async () => {
    const segments = Array.from({ length: 31 }, (_, n) => segment(0xe0 + (n % 16), Buffer.alloc(65_000)))
    const bytes = withSegments(await small.jpeg().toBuffer(), segments)
    expect(await sizeOf(bytes, 'jpeg')).toEqual({ width: 8, height: 4 })
  })

  it('a WebP with two megabytes of metadata', async () => {
    const bytes = withWebpChunk(await small.webp().toBuffer(), 'EXIF', Buffer.alloc(2_000_000))
    expect(await sizeOf(bytes, 'webp')).toEqual({ width: 8, height: 4 })
  })

  it('an interlaced PNG of 16 megapixels', async () => {
    const bytes = await largest
      .clone()
      .toColorspace('rgb16')
      .png({ progressive: true, compressionLevel: 1 })
      .toBuffer()
    expect(await sizeOf(bytes, 'png')).toEqual({ width: 512, height: 512 })
  })

  it('a progressive JPEG of 16 megapixels', async () => {
    const bytes = await largest.clone().jpeg({ progressive: true }).toBuffer()
    expect(await sizeOf(bytes, 'jpeg')).toEqual({ width: 512, height: 512 })
  })

  it('the first of many frames of 16 megapixels', async () => {
    const frames = [255, 0].map((shade) => Buffer.alloc(4_000 * 4_000 * 3, shade))
    const bytes = await sharp(Buffer.concat(frames), {
      raw: { width: 4_000, height: 8_000, channels: 3, pageHeight: 4_000 },
    })
      .webp({ effort: 0 })
      .toBuffer()
    expect((await sharp(bytes).metadata()).pages).toBe(2)
    expect(await sizeOf(bytes, 'webp')).toEqual({ width: 512, height: 512 })
  })
})

it.each([
  ['red', '#ffffff'],
  ['#fffff0', '#000000'],
])('draws a %s logo in the middle of an icon for Apple, on %s', async (color, background) => {
  const logo = sharp({ create: { width: 40, height: 20, channels: 4, background: color } })
    .extend({ left: 20, background: '#00000000' })
    .png()
  const drawing = await drawPicture(await logo.toBuffer(), 'png', { shape: 'apple' })
  if ('problem' in drawing) throw new Error(drawing.problem)
  const { data, info } = await sharp(drawing.png).raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => `#${data.subarray((y * 180 + x) * 3).toString('hex', 0, 3)}`
  expect(info).toMatchObject({ width: 180, height: 180, channels: 3 })
  expect([at(0, 0), at(28, 90), at(179, 179)]).toEqual([background, background, background])
  expect(at(130, 90)).toBe(color === 'red' ? '#ff0000' : color)
})

it('names the colors of a picture', async () => {
  const drawing = await drawPicture(await small.png().toBuffer(), 'png')
  expect(drawing).toMatchObject({ colors: ['#ff0000'] })
})

describe('a process that', () => {
  const bytes = Buffer.from('picture')

  it('hangs is killed, and the next one works', async () => {
    expect(await drawPicture(bytes, 'png', running('hang.mjs', 300))).toEqual({ problem: 'tooSlow' })
    expect(await sizeOf(await small.png().toBuffer(), 'png')).toEqual({ width: 8, height: 4 })
  })

  it('crashes has a damaged picture', async () => {
    expect(await drawPicture(bytes, 'png', running('crash.mjs'))).toEqual({ problem: 'damaged' })
  })

  it('does not read its input still returns a picture', async () => {
    expect(await drawPicture(Buffer.alloc(2_000_000), 'png', running('ignore-input.mjs'))).toEqual({
      png: Buffer.from('drawn'),
      colors: [],
    })
  })

  it('cannot start is an error', async () => {
    await expect(drawPicture(bytes, 'png', running('missing.mjs'))).rejects.toThrow(/missing\.mjs/)
  })

  it('writes more than any PNG of this size has is an error', async () => {
    await expect(drawPicture(bytes, 'png', running('write-too-much.mjs'))).rejects.toThrow(/maxBuffer/)
  })

  it('reads a picture knows none of our secrets', async () => {
    const { FOYER_SECRET } = process.env
    expect(FOYER_SECRET).toBeDefined()
    const drawing = await drawPicture(bytes, 'png', running('print-environment.mjs'))
    expect('png' in drawing && Object.keys(JSON.parse(drawing.png.toString()) as object)).toEqual([
      'NODE_ENV',
    ])
  })
})
