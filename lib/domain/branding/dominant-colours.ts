interface Bucket {
  count: number
  sums: [number, number, number]
}

const coloursAtMost = 4
/** Of 255 in each channel: colours closer than this look the same. */
const closest = 48
const greyest = 24

/** The most frequent colours of RGBA pixels as `#rrggbb`, those that are not grey first. */
export function dominantColours(bytes: Uint8Array): string[] {
  const buckets = new Map<number, Bucket>()
  for (let at = 0; at + 3 < bytes.length; at += 4) count(buckets, bytes.subarray(at, at + 4))
  const found = [...buckets.values()]
    .sort((a, b) => b.count - a.count)
    .map(({ count, sums }) => sums.map((sum) => Math.round(sum / count)))
  const [grey, bright] = [found.filter(isGrey), found.filter((colour) => !isGrey(colour))]
  const chosen: number[][] = []
  for (const colour of [...bright, ...grey]) {
    if (chosen.length === coloursAtMost) break
    if (chosen.every((other) => distance(colour, other) >= closest)) chosen.push(colour)
  }
  return chosen.map(hexOf)
}

/** Colours that differ only in the last four bits of a channel count as one. */
function count(buckets: Map<number, Bucket>, [red = 0, green = 0, blue = 0, alpha = 0]: Uint8Array): void {
  if (alpha < 128) return
  const key = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4)
  const bucket = buckets.get(key) ?? { count: 0, sums: [0, 0, 0] }
  const [reds, greens, blues] = bucket.sums
  buckets.set(key, { count: bucket.count + 1, sums: [reds + red, greens + green, blues + blue] })
}

function isGrey(colour: number[]): boolean {
  return Math.max(...colour) - Math.min(...colour) < greyest
}

function distance(one: number[], other: number[]): number {
  return Math.max(...one.map((channel, index) => Math.abs(channel - (other[index] ?? 0))))
}

function hexOf(colour: number[]): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}
