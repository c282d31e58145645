import { wcagContrast } from 'culori'

/** The contrast that WCAG 2 requires of text. */
const readableContrast = 4.5

/** Without zod, because the branding form runs it in the browser. */
export function findHexColor(text: string): string | null {
  const color = text.trim().toLowerCase()
  return /^#[0-9a-f]{6}$/.test(color) ? color : null
}

/** The label’s color on a button of this color. One of the two is readable on every color. */
export function onColor(color: string): '#000000' | '#ffffff' {
  return wcagContrast(color, '#ffffff') >= readableContrast ? '#ffffff' : '#000000'
}

/** As entered (Auth0’s `html-color`), or `#rrggbb` where pages and emails use them. */
export interface Colors {
  primaryColor: string | null
  backgroundColor: string | null
}

/** Ignores transparency. */
export function opaqueColors({ primaryColor, backgroundColor }: Colors): Colors {
  return { primaryColor: opaque(primaryColor), backgroundColor: opaque(backgroundColor) }
}

/** The organization’s or the tenant’s, never mixed: they were not chosen to go together. */
export function effectiveColors(own: Colors, tenants: Colors): Colors {
  return own.primaryColor === null && own.backgroundColor === null ? tenants : own
}

function opaque(text: string | null): string | null {
  const long = (text ?? '').replace(/^#(.)(.)(.).?$/, '#$1$1$2$2$3$3').slice(0, 7)
  return findHexColor(long)
}

/** `--primary` of the light theme in app/globals.css, for emails and icons. */
export const defaultPrimary = '#2f5bc2'
