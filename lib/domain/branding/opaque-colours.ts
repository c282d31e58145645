import { parseColour } from './colour'

/** As somebody gave them (Auth0’s `html-color`), or as pages and mails wear them: then `#rrggbb`. */
export interface Colours {
  primaryColor: string | null
  backgroundColor: string | null
}

/** What is worn: how transparent a colour was said to be is passed over. */
export function opaqueColours({ primaryColor, backgroundColor }: Colours): Colours {
  return { primaryColor: opaque(primaryColor), backgroundColor: opaque(backgroundColor) }
}

/** An organization’s own; the tenant’s where it has none at all, since one of each was never looked at together. */
export function coloursWorn(own: Colours, tenants: Colours): Colours {
  return own.primaryColor === null && own.backgroundColor === null ? tenants : own
}

/** `#abc` and `#abcd` are `#aabbcc`, and so is `#aabbccdd`. */
function opaque(text: string | null): string | null {
  const long = (text ?? '').replace(/^#(.)(.)(.).?$/, '#$1$1$2$2$3$3').slice(0, 7)
  const parsed = parseColour(long)
  return parsed.ok ? parsed.value : null
}
