import { clampChroma, converter, formatHex, type Oklch, wcagContrast } from 'culori'
import { DomainError } from '@/lib/errors'

/** The contrast that WCAG 2 requires of text. */
const ENOUGH = 4.5

/** `#rrggbb` in lower case, or null. Without zod, because the branding form runs it in the browser. */
export function findHexColor(text: string): string | null {
  const color = text.trim().toLowerCase()
  return /^#[0-9a-f]{6}$/.test(color) ? color : null
}

/** WCAG 2 contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  return wcagContrast(one, other)
}

/** The colour of text on this one: white if it can be read, else black, which then can. */
export function onColour(colour: string): '#000000' | '#ffffff' {
  return contrast(colour, '#ffffff') >= ENOUGH ? '#ffffff' : '#000000'
}

type ColourCheck = { ok: true } | { ok: false; problem: string; nearest: string }

/**
 * Whether the primary colour can be read on the background, as links and focus rings must. If not, `nearest` is the
 * primary of the same hue, lighter or darker by as little as will do.
 */
export function validateColours({
  primary,
  background,
}: {
  primary: string
  background: string
}): ColourCheck {
  const found = contrast(primary, background)
  if (found >= ENOUGH) return { ok: true }
  const nearest = nearestReadable(primary, background)
  const shown = (Math.floor(found * 10) / 10).toFixed(1)
  return {
    ok: false,
    problem: `${primary} is hard to read on ${background}: its contrast is ${shown}:1, and at least ${ENOUGH}:1 is needed. The nearest color that passes is ${nearest}.`,
    nearest,
  }
}

const toOklch = converter('oklch')
const STEP = 1 / 512

/** Tries lighter and darker colours step by step. It ends, since black or white passes on any background. */
function nearestReadable(primary: string, background: string): string {
  const start = toOklch(primary) ?? { mode: 'oklch', l: 0, c: 0 }
  for (let distance = STEP; distance <= 1; distance += STEP) {
    const passing = [start.l - distance, start.l + distance]
      .map((lightness) => atLightness(start, lightness))
      .find((candidate) => contrast(candidate, background) >= ENOUGH)
    if (passing !== undefined) return passing
  }
  return onColour(background)
}

/** The same hue at another lightness, as colourful as a screen can show it. */
function atLightness(colour: Oklch, lightness: number): string {
  const moved = { ...colour, l: Math.min(1, Math.max(0, lightness)) }
  return formatHex(clampChroma(moved, 'oklch'))
}

/** @throws DomainError invalid at `primary_color`, with the nearest colour that can be read */
export function assertReadable(primary: string | null, background: string | null): void {
  if (primary === null) return
  const check = validateColours({ primary, background: background ?? '#ffffff' })
  if (!check.ok) throw new DomainError('invalid', check.problem, { field: 'primary_color' })
}

/** As somebody gave them (Auth0’s `html-color`), or as pages and mails wear them: then `#rrggbb`. */
export interface Colours {
  primaryColor: string | null
  backgroundColor: string | null
}

/** The colours that pages and emails use: transparency is ignored. */
export function opaqueColours({ primaryColor, backgroundColor }: Colours): Colours {
  return { primaryColor: opaque(primaryColor), backgroundColor: opaque(backgroundColor) }
}

/** An organization’s own or, without any, the tenant’s. They are not mixed, since their contrast was not checked. */
export function effectiveColours(own: Colours, tenants: Colours): Colours {
  return own.primaryColor === null && own.backgroundColor === null ? tenants : own
}

/** `#abc` and `#abcd` are `#aabbcc`, and so is `#aabbccdd`. */
function opaque(text: string | null): string | null {
  const long = (text ?? '').replace(/^#(.)(.)(.).?$/, '#$1$1$2$2$3$3').slice(0, 7)
  return findHexColor(long)
}
