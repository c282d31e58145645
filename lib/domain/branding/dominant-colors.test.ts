import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dominantColors } from './dominant-colors'

function pixels(...runs: [number, [number, number, number, number]][]): Uint8Array {
  return Uint8Array.from(runs.flatMap(([times, pixel]) => Array<number[]>(times).fill(pixel).flat()))
}

it('names the most frequent colors, and greys last', () => {
  const logo = pixels(
    [60, [255, 255, 255, 255]],
    [20, [17, 94, 89, 255]],
    [5, [19, 92, 88, 255]],
    [10, [245, 217, 10, 255]],
  )
  expect(dominantColors(logo)).toEqual(['#115e59', '#f5d90a', '#ffffff'])
})

it('ignores what is transparent', () => {
  expect(dominantColors(pixels([50, [255, 0, 0, 0]], [1, [0, 0, 255, 255]]))).toEqual(['#0000ff'])
  expect(dominantColors(pixels([50, [255, 0, 0, 0]]))).toEqual([])
})

it('names at most four, which differ', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const colors = dominantColors(bytes)
      expect(colors.length).toBeLessThanOrEqual(4)
      expect(new Set(colors).size).toBe(colors.length)
      for (const color of colors) expect(color).toMatch(/^#[0-9a-f]{6}$/)
    }),
    { seed: 20_261_127 },
  )
})
