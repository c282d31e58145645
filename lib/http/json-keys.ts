/**
 * Whether the objects in a JSON text have more keys than this. Much cheaper than to parse it, which is what many keys make
 * slow; text that is not JSON is left to the parser.
 */
export function hasMoreKeys(json: string, most: number): boolean {
  let keys = 0
  let start = json.indexOf('"')
  while (start !== -1) {
    const end = endOfString(json, start)
    if (end === -1) return false
    if (isFollowedByColon(json, end)) keys += 1
    if (keys > most) return true
    start = json.indexOf('"', end + 1)
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
