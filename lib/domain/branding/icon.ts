import { BoundedMap } from '@/lib/bounded-map'
import { BoundedQueue } from '@/lib/bounded-queue'
import { onColor } from './color'
import { drawPicture } from './draw-picture'
import type { FoundImage } from './pictures'

/** An SVG of the name’s first letter on the brand’s color, `#rrggbb`. */
export function letterIcon(name: string, color: string): string {
  const letter = /[\p{L}\p{N}]/u.exec(name)?.[0].toUpperCase() ?? '•'
  return svg(
    `<rect width="64" height="64" rx="14" fill="${color}"/><text x="32" y="33" text-anchor="middle" dominant-baseline="central" font-family="system-ui,sans-serif" font-weight="600" font-size="38" fill="${onColor(color)}">${letter}</text>`,
  )
}

/** Browsers stretch icons that are not square; this one keeps the logo’s proportions. */
export function squareIcon({ bytes, mediaType }: { bytes: Uint8Array; mediaType: string }): string {
  const url = `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`
  return svg(`<image width="64" height="64" href="${url}"/>`)
}

function svg(content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">${content}</svg>`
}

/** Apart from the one for uploads, since visitors can ask for icons. */
const queue = new BoundedQueue({ width: 1, waiting: 20 })
const cache = new BoundedMap<string, FoundImage>(200)

/**
 * Apple’s home screen takes no SVG and stretches what is not square. Cached, since a picture never changes under its `key`.
 * Null if it cannot be drawn.
 */
export async function drawAppleIcon(image: FoundImage, key: string): Promise<FoundImage | 'busy' | null> {
  const known = cache.get(key)
  if (known) return known
  const leave = await queue.enter()
  if (!leave) return 'busy'
  try {
    const drawing = cache.get(key) ?? (await drawPicture(image.bytes, 'png', { shape: 'apple' }))
    if ('problem' in drawing) return null
    const icon = 'png' in drawing ? { bytes: new Uint8Array(drawing.png), mediaType: 'image/png' } : drawing
    cache.set(key, icon)
    return icon
  } finally {
    leave()
  }
}
