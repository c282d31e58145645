/** The provider’s names of its cookies for a sign-in that waits; their signatures have cookies beside them. */
export const interactionCookie = 'foyer-interaction'
export const resumeCookie = 'foyer-resume'

const signature = '.sig'
/** What was left off adds up until no request gets through any more, so there are only so many. */
const mostWaiting = 6
const forgotten = 'Max-Age=0; Path=/; HttpOnly; SameSite=Lax'

/**
 * The provider’s Set-Cookie lines as a browser gets them. There each sign-in that waits has a cookie of its own, named
 * by its uid, so that applications in two tabs do not get into each other’s way. What is over is forgotten, and the
 * oldest of too many.
 * @param request.sent the Cookie header that came with the request
 * @param request.resumed the uid of the sign-in that it goes on with
 */
export function forBrowser(
  lines: readonly string[],
  { sent, resumed }: { sent: string; resumed?: string | undefined },
): string[] {
  const isOver = resumed !== undefined && lines.some((line) => line.startsWith(`${resumeCookie}=;`))
  const over = isOver ? [named(resumed)] : []
  const begun = uidIn(lines)
  if (begun === undefined) return [...over.flatMap(ended), ...lines]
  const tooMany = waitingIn(sent)
    .filter((name) => !over.includes(name))
    .slice(0, 1 - mostWaiting)
  return [...[...over, ...tooMany].flatMap(ended), ...lines.map((line) => renamed(line, begun))]
}

/** The Cookie header for the provider, where the sign-in with this uid is the one that waits. */
export function forProvider(sent: string, uid: string): string {
  const theirs = isName(uid) ? [named(uid), named(uid) + signature] : []
  return cookiesIn(sent)
    .filter(([name]) => theirs.includes(name))
    .map(([name, value]) => `${interactionCookie}${name.slice(named(uid).length)}=${value}`)
    .join('; ')
}

function named(uid: string): string {
  return `${interactionCookie}-${uid}`
}

function renamed(line: string, uid: string): string {
  const isTheirs = [interactionCookie, interactionCookie + signature].some((name) =>
    line.startsWith(`${name}=`),
  )
  return isTheirs ? named(uid) + line.slice(interactionCookie.length) : line
}

function ended(name: string): string[] {
  return [`${name}=; ${forgotten}`, `${name}${signature}=; ${forgotten}`]
}

function uidIn(lines: readonly string[]): string | undefined {
  const found = lines.find((line) => line.startsWith(`${interactionCookie}=`))
  return found?.slice(interactionCookie.length + 1).split(';', 1)[0]
}

/** The oldest first, as browsers send them. */
function waitingIn(sent: string): string[] {
  return cookiesIn(sent)
    .map(([name]) => name)
    .filter((name) => isName(name) && name.startsWith(named('')))
}

function isName(text: string): boolean {
  return /^[\w-]+$/.test(text)
}

/** What a Cookie header holds, in its order. */
export function cookiesIn(header: string): [name: string, value: string][] {
  return header.split(';').map((pair) => {
    const [name = '', ...value] = pair.trim().split('=')
    return [name, value.join('=')]
  })
}
