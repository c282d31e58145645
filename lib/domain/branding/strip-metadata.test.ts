import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { chunk, segment, withBombs, withChunks, withSegments, withWebpChunk } from '@/test/hostile-pictures'
import { stripMetadata, type PictureFormat } from './strip-metadata'

const SECRET = 'canary-of-the-tests'

function picture() {
  return sharp({ create: { width: 8, height: 4, channels: 3, background: 'red' } })
}

function stripped(bytes: Buffer, format: PictureFormat): Buffer {
  const left = stripMetadata(bytes, format)
  if (!left) throw new Error('The picture was rejected as truncated.')
  return Buffer.from(left)
}

describe.each(['png', 'jpeg', 'webp'] as const)('of a %s', (format) => {
  it('the pixels, the orientation and the color profile stay, and texts go', async () => {
    const whole = await picture()
      .withExif({ IFD3: { GPSAreaInformation: 'x' } })
      .withMetadata({ orientation: 6 })
      .withIccProfile('p3')
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${SECRET}</a></x:xmpmeta>`)
      .toFormat(format)
      .toBuffer()
    expect((await sharp(whole).metadata()).xmp).toBeDefined()
    const left = stripped(whole, format)
    const { orientation, icc, xmp } = await sharp(left).metadata()
    expect({ orientation, hasProfile: icc !== undefined, xmp }).toEqual({ orientation: 6, hasProfile: true })
    expect(await sharp(left).raw().toBuffer()).toEqual(await sharp(whole).raw().toBuffer())
  })

  it('a file that is cut off anywhere before its pixels is rejected', async () => {
    const whole = await picture().toFormat(format).toBuffer()
    for (let length = 12; length < whole.length; length++) {
      const left = stripMetadata(whole.subarray(0, length), format)
      // The pixels of a JPEG do not say how many they are.
      if (left)
        expect([format, Buffer.from(left).includes(Buffer.from([0xff, 0xda]))]).toEqual(['jpeg', true])
    }
  })

  it('nothing behind the picture’s end stays', async () => {
    const whole = await picture().toFormat(format).toBuffer()
    const left = stripped(Buffer.concat([whole, Buffer.from(SECRET)]), format)
    if (format !== 'jpeg') expect(left.includes(SECRET)).toBe(false)
  })
})

it.each(['zTXt', 'iTXt', 'iCCP'] as const)('a PNG’s %s chunks that unpack to gigabytes go', async (type) => {
  const plain = await picture().png().toBuffer()
  const bomb = withBombs(plain, type)
  expect(bomb.includes(type)).toBe(true)
  const left = stripped(bomb, 'png')
  expect(left.includes(type)).toBe(false)
  expect(left.length).toBeLessThanOrEqual(plain.length)
})

it('of several profiles or orientations of one PNG the first stays', async () => {
  const chunks = ['one', 'two'].map((text) => chunk('eXIf', Buffer.from(text)))
  const left = stripped(withChunks(await picture().png().toBuffer(), chunks), 'png')
  expect([left.includes('one'), left.includes('two')]).toEqual([true, false])
})

it('a JPEG’s application segments and comments go, but for one of each kind that decoding needs', async () => {
  const filler = Buffer.alloc(65_000, SECRET)
  const many = Array.from({ length: 16 }, (_, n) => segment(0xe0 + n, filler))
  const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), Buffer.alloc(30)]))
  const whole = await picture().toColorspace('cmyk').jpeg().toBuffer()
  const hostile = withSegments(whole, [exif, exif, ...many, segment(0xfe, filler)])
  const left = stripped(hostile, 'jpeg')
  expect(left.includes(SECRET)).toBe(false)
  expect(left.includes('Adobe')).toBe(true)
  expect(left.length).toBeLessThanOrEqual(whole.length + exif.length)
})

it('a WebP’s metadata of more than 64 KB goes', async () => {
  const whole = await picture().withMetadata({ orientation: 6 }).webp().toBuffer()
  const large = stripped(withWebpChunk(withoutExif(whole), 'EXIF', Buffer.alloc(65_536, SECRET)), 'webp')
  expect(large.includes(SECRET)).toBe(false)
  expect((await sharp(large).metadata()).width).toBe(8)
})

/** The chunk is the last one. */
function withoutExif(webp: Buffer): Buffer {
  return webp.subarray(0, webp.indexOf('EXIF'))
}
