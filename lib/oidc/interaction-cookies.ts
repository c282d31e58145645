/** The provider’s cookie names; each has a signature cookie beside it. */
export const interactionCookie = 'foyer-interaction'
export const resumeCookie = 'foyer-resume'

const signature = '.sig'
/** Abandoned sign-ins would add up until no request gets through. */
const maxWaiting = 6
const expiredAttributes = 'Max-Age=0; Path=/; HttpOnly; SameSite=Lax'

/** A cookie for each waiting sign-in, so that tabs do not interfere. Deletes the oldest if there are too many. */
export function cookiesForBrowser(
  lines: readonly string[],
  { sent, resumed }: { sent: string; resumed?: string | undefined },
): string[] {
  const isFinished = resumed !== undefined && lines.some((line) => line.startsWith(`${resumeCookie}=;`))
  const finished = isFinished ? [cookieNameOf(resumed)] : []
  const started = uidIn(lines)
  if (started === undefined) return [...finished.flatMap(expired), ...lines]
  const tooMany = waitingIn(sent)
    .filter((name) => !finished.includes(name))
    .slice(0, 1 - maxWaiting)
  return [...[...finished, ...tooMany].flatMap(expired), ...lines.map((line) => withOwnName(line, started))]
}

/** Only the waiting sign-in with this uid. */
export function cookiesForProvider(sent: string, uid: string): string {
  const theirs = isName(uid) ? [cookieNameOf(uid), cookieNameOf(uid) + signature] : []
  return cookiesIn(sent)
    .filter(([name]) => theirs.includes(name))
    .map(([name, value]) => `${interactionCookie}${name.slice(cookieNameOf(uid).length)}=${value}`)
    .join('; ')
}

function cookieNameOf(uid: string): string {
  return `${interactionCookie}-${uid}`
}

function withOwnName(line: string, uid: string): string {
  const isTheirs = [interactionCookie, interactionCookie + signature].some((name) =>
    line.startsWith(`${name}=`),
  )
  return isTheirs ? cookieNameOf(uid) + line.slice(interactionCookie.length) : line
}

function expired(name: string): string[] {
  return [`${name}=; ${expiredAttributes}`, `${name}${signature}=; ${expiredAttributes}`]
}

function uidIn(lines: readonly string[]): string | undefined {
  const found = lines.find((line) => line.startsWith(`${interactionCookie}=`))
  return found?.slice(interactionCookie.length + 1).split(';', 1)[0]
}

/** The oldest first, as browsers send them. */
function waitingIn(sent: string): string[] {
  return cookiesIn(sent)
    .map(([name]) => name)
    .filter((name) => isName(name) && name.startsWith(cookieNameOf('')))
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
