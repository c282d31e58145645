import { converter } from 'culori'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '@/test/problems-of'
import { rounds } from '@/test/rounds'
import { contrast, validateColours, onColour, findHexColor } from './colour'
import { optionalHexColor } from './hex-color'

const colours = fc.nat(0xffffff).map((number) => `#${number.toString(16).padStart(6, '0')}`)

describe('optionalHexColor', () => {
  it.each([
    ['#2F5BD8', '#2f5bd8'],
    [' #000000 ', '#000000'],
  ])('accepts %j', (text, colour) => {
    expect(optionalHexColor.parse(text)).toBe(colour)
  })

  it('is null for an empty field', () => {
    expect(optionalHexColor.parse(' ')).toBeNull()
  })

  it.each([
    '#fff',
    '2f5bd8',
    '#2f5bd8ff',
    'red',
    '#2f5bdg',
    'rgb(0,0,0)',
    'url(//evil.test)',
    '#000000;x:y',
    '#000000}body{',
    '＃000000',
    '#０00000',
  ])('refuses %j', (text) => {
    expect(findHexColor(text)).toBeNull()
    expect(problemsOf(optionalHexColor, text)).toEqual([expect.stringMatching(/#2f5bd8/)])
  })
})

describe('contrast and onColour', () => {
  it('are those of WCAG 2', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
    expect(onColour('#2f5bd8')).toBe('#ffffff')
    expect(onColour('#ffee00')).toBe('#000000')
  })

  it('text on any colour can be read', () => {
    for (let grey = 0; grey < 256; grey++) {
      const hex = `#${grey.toString(16).padStart(2, '0').repeat(3)}`
      expect(contrast(hex, onColour(hex))).toBeGreaterThanOrEqual(4.5)
    }
    fc.assert(
      fc.property(colours, (colour) => contrast(colour, onColour(colour)) >= 4.5),
      { numRuns: rounds(2_000), seed: 20_261_125 },
    )
  })
})

describe('validateColours', () => {
  it('takes what can be read', () => {
    expect(validateColours({ primary: '#2f5bd8', background: '#ffffff' })).toEqual({ ok: true })
    expect(validateColours({ primary: '#ffee00', background: '#101010' })).toEqual({ ok: true })
    expect(validateColours({ primary: '#767676', background: '#ffffff' })).toEqual({ ok: true })
  })

  it('refuses what cannot, with figures and the nearest of the same hue', () => {
    const checked = validateColours({ primary: '#ffee00', background: '#ffffff' })
    expect(checked).toMatchObject({
      ok: false,
      problem: /^On #ffffff, #ffee00 .* 1\.2:1, and 4\.5:1 .* #[0-9a-f]{6}\.$/,
    })
    expect(validateColours({ primary: '#777777', background: '#ffffff' })).toMatchObject({
      ok: false,
      problem: /4\.4:1/,
      nearest: '#767676',
    })
  })

  it('the nearest always passes and keeps its hue', () => {
    fc.assert(
      fc.property(colours, colours, (primary, background) => {
        const checked = validateColours({ primary, background })
        if (checked.ok) return
        expect(findHexColor(checked.nearest)).toBe(checked.nearest)
        expect(validateColours({ primary: checked.nearest, background })).toEqual({ ok: true })
        expect(checked.problem).toContain(checked.nearest)
        const [before, after] = [polar(primary), polar(checked.nearest)]
        // Near grey, one step of a channel turns the hue.
        if (before.chroma < 0.04 || after.chroma < 0.04) return
        const turned = Math.abs(before.hue - after.hue)
        expect(Math.min(turned, 360 - turned)).toBeLessThan(6)
      }),
      { numRuns: rounds(1_000), seed: 20_261_125 },
    )
  })
})

function polar(colour: string): { chroma: number; hue: number } {
  const { c = 0, h = 0 } = converter('oklch')(colour) ?? {}
  return { chroma: c, hue: h }
}
