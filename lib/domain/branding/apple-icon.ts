import { BoundedQueue } from '@/lib/bounded-queue'
import { drawPicture } from './draw-picture'
import type { FoundImage } from './logo'

/** Apart from the one for uploads, since visitors can ask for icons. */
const queue = new BoundedQueue({ width: 1, waiting: 20 })
const keptAtMost = 200
const kept = new Map<string, FoundImage>()

/**
 * Apple’s home screen takes no SVG and stretches what is not square. Keeps the last ones, as a picture never changes under
 * its `key`. Null if it cannot be drawn.
 */
export async function drawAppleIcon(image: FoundImage, key: string): Promise<FoundImage | 'busy' | null> {
  const known = kept.get(key)
  if (known) return known
  const leave = await queue.enter()
  if (!leave) return 'busy'
  try {
    const drawing = kept.get(key) ?? (await drawPicture(image.bytes, 'png', { shape: 'apple' }))
    if ('problem' in drawing) return null
    const icon = 'png' in drawing ? { bytes: new Uint8Array(drawing.png), mediaType: 'image/png' } : drawing
    keep(key, icon)
    return icon
  } finally {
    leave()
  }
}

function keep(key: string, icon: FoundImage): void {
  const [oldest] = kept.keys()
  if (oldest !== undefined && kept.size >= keptAtMost) kept.delete(oldest)
  kept.set(key, icon)
}
