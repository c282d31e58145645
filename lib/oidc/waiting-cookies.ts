/** The provider’s name of the cookie that says which sign-in waits in a browser; its signature has a cookie beside it. */
export const interactionCookie = 'foyer-interaction'

const signature = '.sig'
/** What was left off adds up until no request gets through any more, so there are only so many. */
const mostWaiting = 6
const forgotten = 'Max-Age=0; Path=/; HttpOnly; SameSite=Lax'

/**
 * The provider’s Set-Cookie lines as a browser gets them. There each sign-in that waits has a cookie of its own, named
 * by its uid, so that applications in two tabs do not get into each other’s way; the oldest are forgotten.
 * @param sent the Cookie header that came with the request
 */
export function forBrowser(lines: readonly string[], sent: string): string[] {
  const [plain, signed] = [`${interactionCookie}=`, `${interactionCookie}${signature}=`]
  const uid = lines
    .find((line) => line.startsWith(plain))
    ?.slice(plain.length)
    .split(';', 1)[0]
  if (!uid) return [...lines]
  const renamed = lines.map((line) =>
    line.startsWith(plain) || line.startsWith(signed)
      ? named(uid) + line.slice(interactionCookie.length)
      : line,
  )
  const tooMany = waitingIn(sent).slice(0, 1 - mostWaiting)
  const ends = tooMany.flatMap((name) => [name, name + signature]).map((name) => `${name}=; ${forgotten}`)
  return [...ends, ...renamed]
}

/** The Cookie header for the provider, where the sign-in with this uid is the one that waits. */
export function forProvider(sent: string, uid: string): string {
  const theirs = [named(uid), named(uid) + signature]
  return pairsIn(sent)
    .filter(([name]) => theirs.includes(name))
    .map(([name, value]) => `${name.replace(named(uid), interactionCookie)}=${value}`)
    .join('; ')
}

function named(uid: string): string {
  return `${interactionCookie}-${uid}`
}

/** The oldest first, as browsers send them. */
function waitingIn(header: string): string[] {
  const names = pairsIn(header).map(([name]) => name)
  return names.filter((name) => name.startsWith(named('')) && !name.endsWith(signature))
}

function pairsIn(header: string): [name: string, value: string][] {
  return header.split(';').map((pair) => {
    const [name = '', ...value] = pair.trim().split('=')
    return [name, value.join('=')]
  })
}
