import type { Claims } from './profile-of'

export interface ShownClaim {
  name: string
  value: string
}

const mostClaims = 25
const longestValue = 150
/** Attributes of SAML are named by URIs. */
const longestName = 200
/** A cookie holds them. */
const mostCharacters = 1800

/** What a provider said about a user, for the person who tests it: cut to what fits into a cookie, beside `others`. */
export function shownClaims(claims: Claims, others = 0): ShownClaim[] {
  let left = mostCharacters - others
  return Object.entries(claims)
    .slice(0, mostClaims)
    .map(([name, value]) => ({ name: name.slice(0, longestName), value: shown(value) }))
    .filter((claim) => {
      left -= new TextEncoder().encode(JSON.stringify(claim)).length
      return left >= 0
    })
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text
}
