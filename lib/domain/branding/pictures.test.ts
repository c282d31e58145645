import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { bombOf } from '@/test/hostile-pictures'
import { type Picture, reencodePicture } from './pictures'

const SECRET = 'canary-of-the-tests'

function picture(width = 64, height = 32) {
  return sharp({ create: { width, height, channels: 4, background: { r: 200, g: 30, b: 30, alpha: 1 } } })
}

function redrawn(bytes: Uint8Array): Promise<Picture> {
  return reencodePicture(bytes, 'org')
}

function rejected(bytes: Uint8Array, sentence: RegExp) {
  return expect(redrawn(bytes)).rejects.toMatchObject({
    code: 'invalid',
    field: 'logo',
    message: expect.stringMatching(sentence),
  })
}

describe('reencodePicture accepts', () => {
  it.each(['png', 'jpeg', 'webp'] as const)('%s, and makes a PNG', async (format) => {
    const logo = await redrawn(await picture().toFormat(format).toBuffer())
    expect(logo).toMatchObject({ width: 64, height: 32, mediaType: 'image/png' })
    expect(await sharp(logo.bytes).metadata()).toMatchObject({
      format: 'png',
      width: 64,
      height: 32,
      space: 'srgb',
    })
  })

  it('large pictures, fitted into 512 × 512', async () => {
    expect(await redrawn(await picture(2_000, 1_000).png().toBuffer())).toMatchObject({
      width: 512,
      height: 256,
    })
    expect(await redrawn(await picture(4_000, 1).png().toBuffer())).toMatchObject({ width: 512, height: 1 })
  })

  it('transparency', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 }
    const source = sharp({ create: { width: 8, height: 8, channels: 4, background: clear } }).png()
    expect(await sharp((await redrawn(await source.toBuffer())).bytes).stats()).toMatchObject({
      isOpaque: false,
    })
  })

  it('a rotated photograph, and turns it upright', async () => {
    const rotated = await picture(60, 20).jpeg().withMetadata({ orientation: 6 }).toBuffer()
    const logo = await redrawn(rotated)
    expect(logo).toMatchObject({ width: 20, height: 60 })
    expect((await sharp(logo.bytes).metadata()).orientation).toBeUndefined()
  })

  it('print colors, as sRGB', async () => {
    const cmyk = await picture().removeAlpha().toColorspace('cmyk').jpeg().toBuffer()
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk')
    expect(await sharp((await redrawn(cmyk)).bytes).metadata()).toMatchObject({ space: 'srgb' })
  })

  it('the first frame of an animation', async () => {
    const frames = Buffer.concat([Buffer.alloc(8 * 8 * 3, 255), Buffer.alloc(8 * 8 * 3, 0)])
    const moving = await sharp(frames, { raw: { width: 8, height: 16, channels: 3, pageHeight: 8 } })
      .webp({ lossless: true })
      .toBuffer()
    expect((await sharp(moving).metadata()).pages).toBe(2)
    const logo = await redrawn(moving)
    expect(logo).toMatchObject({ width: 8, height: 8 })
    const { channels } = await sharp(logo.bytes).stats()
    expect(channels[0]?.min).toBe(255)
  })
})

describe('reencodePicture drops', () => {
  it('metadata', async () => {
    const source = await picture()
      .withExif({ IFD0: { Copyright: SECRET, ImageDescription: '<script>alert(1)</script>' } })
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${SECRET}</a></x:xmpmeta>`)
      .jpeg()
      .toBuffer()
    expect(source.includes(SECRET)).toBe(true)
    const logo = await redrawn(source)
    expect(Buffer.from(logo.bytes).includes(SECRET)).toBe(false)
    const { exif, xmp, icc } = await sharp(logo.bytes).metadata()
    expect([exif, xmp, icc]).toEqual([undefined, undefined, undefined])
  })

  it('a page or an archive that is appended to the picture', async () => {
    const page = `<html><script>alert('${SECRET}')</script>`
    for (const format of ['png', 'jpeg', 'webp'] as const) {
      const source = Buffer.concat([await picture().toFormat(format).toBuffer(), Buffer.from(page)])
      const logo = await redrawn(source).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'invalid' })
        return null
      })
      if (logo) expect(Buffer.from(logo.bytes).includes('script')).toBe(false)
    }
  })
})

describe('reencodePicture refuses', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'

  it.each([
    ['SVG', svg],
    ['SVG with a prologue', `<?xml version="1.0"?>${svg}`],
    ['HTML', '<!doctype html><script>alert(1)</script>'],
    ['PDF', '%PDF-1.7'],
    ['text', 'hello'],
    ['a few bytes', '\x89PN'],
  ])('%s', async (_, text) => {
    await rejected(Buffer.from(text, 'latin1'), /PNG, JPEG or WebP/)
  })

  it('GIF, TIFF and AVIF', async () => {
    for (const format of ['gif', 'tiff', 'avif'] as const) {
      const source = await picture().toFormat(format).toBuffer()
      await rejected(source, /PNG, JPEG or WebP/)
    }
  })

  it('HTML before a picture', async () => {
    const source = Buffer.concat([Buffer.from('<html>'), await picture().png().toBuffer()])
    await rejected(source, /PNG, JPEG or WebP/)
  })

  it.each([
    ['PNG', '\x89PNG\r\n\x1a\n'],
    ['JPEG', '\xff\xd8\xff'],
    ['WebP', 'RIFF\0\0\0\0WEBP'],
  ])('an SVG that begins like a %s', async (_, magic) => {
    await rejected(Buffer.from(magic + svg, 'latin1'), /damaged/)
  })

  it.each(['png', 'jpeg', 'webp'] as const)('a %s cut short', async (format) => {
    const noise = sharp({
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: 'red',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
    const whole = await noise.toFormat(format).toBuffer()
    for (const share of [0.1, 0.5, 0.9]) {
      const source = whole.subarray(0, Math.floor(whole.length * share))
      await rejected(source, /damaged/)
    }
  })

  it('nothing, and more than 2 MB', async () => {
    await rejected(new Uint8Array(), /Choose/)
    const source = Buffer.concat([await picture().png().toBuffer(), Buffer.alloc(2 * 1024 * 1024)])
    await rejected(source, /2 MB/)
  })

  it.each([
    [50_000, 50_000],
    [5_000, 5_000],
    [16_000_001, 1],
  ])('a bomb of %d × %d pixels, before unpacking it', async (width, height) => {
    const bomb = await bombOf(width, height)
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024)
    const before = process.memoryUsage.rss()
    await rejected(bomb, /16 megapixels/)
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1024 * 1024)
  })
})
