interface Bucket {
  count: number
  sums: [number, number, number]
}

const colorsAtMost = 4
/** Of 255 in each channel: colors closer than this look the same. */
const closest = 48
const greyest = 24

/** The most frequent colors of RGBA pixels as `#rrggbb`, those that are not grey first. */
export function dominantColors(bytes: Uint8Array): string[] {
  const buckets = new Map<number, Bucket>()
  for (let at = 0; at + 3 < bytes.length; at += 4) count(buckets, bytes.subarray(at, at + 4))
  const found = [...buckets.values()]
    .sort((a, b) => b.count - a.count)
    .map(({ count, sums }) => sums.map((sum) => Math.round(sum / count)))
  const [grey, bright] = [found.filter(isGrey), found.filter((color) => !isGrey(color))]
  const chosen: number[][] = []
  for (const color of [...bright, ...grey]) {
    if (chosen.length === colorsAtMost) break
    if (chosen.every((other) => distance(color, other) >= closest)) chosen.push(color)
  }
  return chosen.map(hexOf)
}

/** Colors that differ only in the last four bits of a channel count as one. */
function count(buckets: Map<number, Bucket>, [red = 0, green = 0, blue = 0, alpha = 0]: Uint8Array): void {
  if (alpha < 128) return
  const key = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4)
  const bucket = buckets.get(key) ?? { count: 0, sums: [0, 0, 0] }
  const [reds, greens, blues] = bucket.sums
  buckets.set(key, { count: bucket.count + 1, sums: [reds + red, greens + green, blues + blue] })
}

function isGrey(color: number[]): boolean {
  return Math.max(...color) - Math.min(...color) < greyest
}

function distance(one: number[], other: number[]): number {
  return Math.max(...one.map((channel, index) => Math.abs(channel - (other[index] ?? 0))))
}

function hexOf(color: number[]): string {
  return `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}
