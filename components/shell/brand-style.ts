import { contrast } from './contrast'

/** Colours as `#rrggbb`; anything else is ignored. */
export interface BrandColors {
  primary?: string | null | undefined
  onPrimary?: string | null | undefined
  background?: string | null | undefined
}

/** For the `style` attribute: a `<style>` element needs a nonce, which client-side navigation does not have. */
export function brandStyle({ primary, onPrimary, background }: BrandColors): Record<string, string> {
  return {
    ...(isColor(primary) && isColor(onPrimary)
      ? { '--primary': primary, '--on-primary': onPrimary, ...brandEdges(primary) }
      : {}),
    ...(isColor(background) ? { background } : {}),
  }
}

/** A colour too close to a theme’s background gets a border there, and the default focus ring. */
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
