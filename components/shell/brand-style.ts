/** Colors as `#rrggbb`; anything else is ignored. */
export interface BrandColors {
  primary?: string | null | undefined
  onPrimary?: string | null | undefined
  background?: string | null | undefined
}

const schemes = ['light', 'dark'] as const
export type Scheme = (typeof schemes)[number]

/** As in app/globals.css: the surface that the form is on, and its text. */
export const surfaces: Record<Scheme, { card: string; text: string }> = {
  light: { card: '#ffffff', text: '#15181e' },
  dark: { card: '#0d0e11', text: '#edeef1' },
}

/** For the `style` attribute: a `<style>` element needs a nonce, which client-side navigation does not have. */
export function brandStyle({ primary, onPrimary, background }: BrandColors): Record<string, string> {
  return {
    ...(isColor(primary) && isColor(onPrimary)
      ? { '--primary': primary, '--on-primary': onPrimary, ...primaryVariants(primary, onPrimary) }
      : {}),
    ...(isColor(background) ? { background } : {}),
  }
}

/**
 * The scheme whose text is readable on a brand’s background, so that page and card are one surface. None for colors
 * between light and dark: both cards stand out on them.
 */
export function brandScheme(background: BrandColors['background']): Scheme | undefined {
  if (!isColor(background)) return undefined
  return schemes.find((scheme) => contrast(background, surfaces[scheme].text) >= 4.5)
}

/** A color too close to the card gets the border of a control, and the ring the color of the text. */
function primaryVariants(primary: string, onPrimary: string): Record<string, string> {
  const [light, dark] = schemes.map((scheme) => contrast(primary, surfaces[scheme].card) >= 3)
  const visible = (otherwise: string) =>
    `light-dark(${light ? primary : otherwise},${dark ? primary : otherwise})`
  return {
    '--primary-edge': visible('var(--input)'),
    '--ring': visible('var(--foreground)'),
    // Mixed away from the label’s color, so that the contrast grows.
    '--primary-hover': `color-mix(in srgb, ${primary} 90%, ${contrast(onPrimary, '#ffffff') > 3 ? 'white' : 'black'})`,
  }
}

function isColor(value: string | null | undefined): value is string {
  return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value)
}

/** WCAG’s contrast ratio of two colors written as `#rrggbb`. */
function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => linear(color.slice(start, start + 2)))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function linear(channel: string): number {
  const share = Number.parseInt(channel, 16) / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
