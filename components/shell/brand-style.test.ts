import { readFileSync } from 'node:fs'
import { formatHex, wcagContrast } from 'culori'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { onColor } from '@/lib/domain/branding/color'
import { rounds } from '@/test/rounds'
import { brandScheme, brandStyle, type Scheme, surfaces } from './brand-style'

const css = readFileSync('app/globals.css', 'utf8')
const colors = fc.nat(0xffffff).map((number) => `#${number.toString(16).padStart(6, '0')}`)
const options = { numRuns: rounds(2_000), seed: 20_261_127 }

/** A token’s color in each scheme. */
function token(name: string): Record<Scheme, string> {
  const [, light = '', dark = ''] =
    new RegExp(`--${name}: light-dark\\((oklch\\([^)]+\\)), (oklch\\([^)]+\\))\\)`).exec(css) ?? []
  return { light: formatHex(light) ?? '', dark: formatHex(dark) ?? '' }
}

const tokens: Record<string, Record<Scheme, string>> = {
  'var(--input)': token('input'),
  'var(--foreground)': token('foreground'),
}

/** What a variable of `brandStyle` is in a scheme. */
function resolved(style: Record<string, string>, name: string, scheme: Scheme): string {
  const [, light = '', dark = ''] = /^light-dark\(([^,]+),(.+)\)$/.exec(style[name] ?? '') ?? []
  const value = scheme === 'light' ? light : dark
  return tokens[value]?.[scheme] ?? value
}

/** `color-mix(in srgb, <color> 90%, black|white)`. */
function mixed(value: string): string {
  const [, color = '', other] = /^color-mix\(in srgb, (#\w{6}) 90%, (\w+)\)$/.exec(value) ?? []
  const channels = [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16))
  const mix = channels.map((channel) => Math.round(channel * 0.9 + (other === 'white' ? 25.5 : 0)))
  return `#${mix.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

it('the surfaces are those of the style sheet', () => {
  for (const scheme of ['light', 'dark'] as const) {
    const { card, text } = surfaces[scheme]
    expect([card, text]).toEqual([token('background')[scheme], token('foreground')[scheme]])
  }
})

describe.each(['light', 'dark'] as const)('in the %s scheme, with any primary color', (scheme) => {
  const { card } = surfaces[scheme]

  it('the label of a button can be read, also under the pointer', () => {
    fc.assert(
      fc.property(colors, (primary) => {
        const label = onColor(primary)
        const style = brandStyle({ primary, onPrimary: label })
        expect(wcagContrast(label, primary)).toBeGreaterThanOrEqual(4.5)
        expect(wcagContrast(label, mixed(style['--primary-hover'] ?? ''))).toBeGreaterThanOrEqual(4.5)
      }),
      options,
    )
  })

  it('the edge of a button and the focus ring stand out on the card', () => {
    fc.assert(
      fc.property(colors, (primary) => {
        const style = brandStyle({ primary, onPrimary: onColor(primary) })
        for (const name of ['--primary-edge', '--ring'])
          expect(wcagContrast(resolved(style, name, scheme), card)).toBeGreaterThanOrEqual(3)
      }),
      options,
    )
  })
})

describe('a brand’s background', () => {
  it.each([
    ['#fffaf5', 'light'],
    ['#f5d90a', 'light'],
    ['#0b1f3a', 'dark'],
    ['#000000', 'dark'],
    ['#2563eb', undefined],
    ['red', undefined],
    [null, undefined],
  ])('%s is shown in the scheme: %s', (background, scheme) => {
    expect(brandScheme(background)).toBe(scheme)
  })

  it('is one surface with the card, or a card of either scheme stands out on it', () => {
    fc.assert(
      fc.property(colors, (background) => {
        const scheme = brandScheme(background)
        if (scheme) expect(wcagContrast(surfaces[scheme].text, background)).toBeGreaterThanOrEqual(4.5)
        else
          for (const { card } of Object.values(surfaces))
            expect(wcagContrast(card, background)).toBeGreaterThanOrEqual(3)
      }),
      options,
    )
  })
})
