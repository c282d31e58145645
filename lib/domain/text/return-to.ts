const NOWHERE = 'http://return-to.invalid'

/** Prevents open redirects: `fallback` for any text that a browser could read as another origin. */
export function safeReturnTo(text: unknown, fallback: string): string {
  if (typeof text !== 'string' || text.length > 2_000) return fallback
  const path = normalized(text)
  return path !== null && staysHere(path) ? path : fallback
}

function normalized(text: string): string | null {
  if (!/^\/(?!\/)/.test(text) || /[\p{Cc}\\\s]/u.test(text) || !URL.canParse(text, NOWHERE)) return null
  const url = new URL(text, NOWHERE)
  return url.origin === NOWHERE ? url.pathname + url.search + url.hash : null
}

/** Checks the path as written, decoded once and decoded twice. */
function staysHere(target: string): boolean {
  const path = target.replace(/[?#].*$/s, '')
  const readings = [path, decoded(path), decoded(decoded(path))]
  return readings.every(
    (reading) => reading !== null && !/^\/[/\\]|[\p{Cc}\\]|\/\.{1,2}(?:\/|$)/u.test(reading),
  )
}

function decoded(path: string | null): string | null {
  if (path === null) return null
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}
