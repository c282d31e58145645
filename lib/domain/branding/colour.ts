import { clampChroma, converter, formatHex, type Oklch, wcagContrast } from 'culori'
import { DomainError } from '@/lib/errors'

/** The contrast that WCAG 2 requires of text. */
const ENOUGH = 4.5

/** Without zod, because the branding form runs it in the browser. */
export function findHexColor(text: string): string | null {
  const color = text.trim().toLowerCase()
  return /^#[0-9a-f]{6}$/.test(color) ? color : null
}

/** WCAG 2 contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  return wcagContrast(one, other)
}

export function onColour(colour: string): '#000000' | '#ffffff' {
  return contrast(colour, '#ffffff') >= ENOUGH ? '#ffffff' : '#000000'
}

type ColourCheck = { ok: true } | { ok: false; problem: string; nearest: string }

/** `nearest`: the closest lightness of the same hue that is readable on the background. */
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

/** Terminates, because black or white passes on any background. */
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

/** As entered (Auth0’s `html-color`), or `#rrggbb` where pages and emails use them. */
export interface Colours {
  primaryColor: string | null
  backgroundColor: string | null
}

/** Ignores transparency. */
export function opaqueColours({ primaryColor, backgroundColor }: Colours): Colours {
  return { primaryColor: opaque(primaryColor), backgroundColor: opaque(backgroundColor) }
}

/** The organization’s or the tenant’s, never mixed: the contrast of a mix was not checked. */
export function effectiveColours(own: Colours, tenants: Colours): Colours {
  return own.primaryColor === null && own.backgroundColor === null ? tenants : own
}

function opaque(text: string | null): string | null {
  const long = (text ?? '').replace(/^#(.)(.)(.).?$/, '#$1$1$2$2$3$3').slice(0, 7)
  return findHexColor(long)
}
