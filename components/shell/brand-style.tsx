import { contrast } from './contrast'

/** Colours as `#rrggbb`; anything else is left out. */
export interface BrandColors {
  primary?: string | null | undefined
  onPrimary?: string | null | undefined
  background?: string | null | undefined
}

interface BrandStyleProps {
  colors: BrandColors
  nonce: string | undefined
  /** What the colours apply to; one element of the page. */
  selector?: string
}

/** An organization’s colours, on the button, the ring and the ground of the page; on nothing else. */
export function BrandStyle({ colors, nonce, selector = '[data-brand]' }: BrandStyleProps) {
  const rules = brandRules(colors, selector)
  if (rules === '') return null
  return (
    <style nonce={nonce} suppressHydrationWarning>
      {rules}
    </style>
  )
}

export function brandRules({ primary, onPrimary, background }: BrandColors, selector: string): string {
  const rules: string[] = []
  if (isColor(primary) && isColor(onPrimary)) {
    rules.push(`${selector}{--primary:${primary};--on-primary:${onPrimary};${brandEdges(primary)}}`)
  }
  if (isColor(background)) rules.push(`${selector}{background:${background}}`)
  return rules.join('')
}

/** A colour too close to a theme’s ground gets an edge there, and leaves the focus ring to the default. */
function brandEdges(primary: string): string {
  const isPale = contrast(primary, '#ffffff') < 3
  const isDim = contrast(primary, '#0d0f12') < 3
  const edge = `light-dark(${isPale ? 'var(--input)' : primary},${isDim ? 'var(--input)' : primary})`
  const ring = `light-dark(${isPale ? 'var(--foreground)' : primary},${isDim ? 'var(--foreground)' : primary})`
  return `--primary-edge:${edge};--ring:${ring}`
}

function isColor(value: string | null | undefined): value is string {
  return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value)
}
