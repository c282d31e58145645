import { contrast } from './contrast'

/** Colours as `#rrggbb`; anything else is left out. */
export interface BrandColors {
  primary?: string | null | undefined
  onPrimary?: string | null | undefined
  background?: string | null | undefined
}

/**
 * An organization’s colours, on the button, the ring and the ground of one element; on nothing else. For its `style`:
 * a `<style>` element would need the nonce of the document, which a page that is reached without a load cannot know.
 */
export function brandStyle({ primary, onPrimary, background }: BrandColors): Record<string, string> {
  return {
    ...(isColor(primary) && isColor(onPrimary)
      ? { '--primary': primary, '--on-primary': onPrimary, ...brandEdges(primary) }
      : {}),
    ...(isColor(background) ? { background } : {}),
  }
}

/** A colour too close to a theme’s ground gets an edge there, and leaves the focus ring to the default. */
function brandEdges(primary: string): Record<string, string> {
  const isPale = contrast(primary, '#ffffff') < 3
  const isDim = contrast(primary, '#0d0f12') < 3
  return {
    '--primary-edge': `light-dark(${isPale ? 'var(--input)' : primary},${isDim ? 'var(--input)' : primary})`,
    '--ring': `light-dark(${isPale ? 'var(--foreground)' : primary},${isDim ? 'var(--foreground)' : primary})`,
  }
}

function isColor(value: string | null | undefined): value is string {
  return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value)
}
