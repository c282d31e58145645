/**
 * Whether a JSON text has more objects, lists and keys than this. Much cheaper than to parse it, which is what many of them
 * make slow; text that is not JSON is left to the parser.
 */
export function hasMoreParts(json: string, most: number): boolean {
  let parts = 0
  const begins = /[{["]/g
  for (let found = begins.exec(json); found; found = begins.exec(json)) {
    if (found[0] === '"') {
      const end = endOfString(json, found.index)
      if (end === -1) return false
      begins.lastIndex = end + 1
      if (!isFollowedByColon(json, end)) continue
    }
    parts += 1
    if (parts > most) return true
  }
  return false
}

function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1)
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1)
  return end
}

function isEscaped(json: string, at: number): boolean {
  let first = at
  while (json[first - 1] === '\\') first -= 1
  return (at - first) % 2 === 1
}

const whitespace = new Set([' ', '\t', '\n', '\r'])

function isFollowedByColon(json: string, end: number): boolean {
  let next = end + 1
  while (whitespace.has(json[next] ?? '')) next += 1
  return json[next] === ':'
}
