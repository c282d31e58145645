/** The provider’s cookie names; each has a signature cookie beside it. */
export const interactionCookie = 'foyer-interaction'
export const resumeCookie = 'foyer-resume'

const signature = '.sig'
/** Abandoned sign-ins would add up until no request gets through. */
const mostWaiting = 6
const forgotten = 'Max-Age=0; Path=/; HttpOnly; SameSite=Lax'

/** A cookie for each waiting sign-in, so that tabs do not interfere. Deletes the oldest if there are too many. */
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

/** Only the waiting sign-in with this uid. */
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

export function cookiesIn(header: string): [name: string, value: string][] {
  return header.split(';').map((pair) => {
    const [name = '', ...value] = pair.trim().split('=')
    return [name, value.join('=')]
  })
}
