import type { Call, NextCall } from './load'

/** Both products have the same rows. */
export const sizes = {
  /** People with a session who own an organization each; requests take turns among them. */
  owners: 400,
  /** Members of one organization, and of another; the owners are in both. */
  small: 1_000,
  large: 100_000,
  /** Pending invitations, and requests to join, of the two. */
  pending: { small: 50, large: 5_000 },
  requests: { small: 50, large: 500 },
}

/** How many requests are on their way at once under load. */
export const connections = 16

function perConnection(next: (connection: number) => NextCall): NextCall[] {
  return Array.from({ length: connections }, (_, connection) => next(connection))
}

/** The same request over all connections. */
export function always(call: Call): NextCall[] {
  return perConnection(() => () => call)
}

/**
 * Requests of the owners in turn. Each connection has its own owners, so that none has two requests on their way.
 * @param next takes how often the owner has had their turn before, too
 */
export function inTurn<T>(owners: readonly T[], next: (owner: T, turns: number) => Call): NextCall[] {
  return perConnection((connection) => {
    const own = owners.filter((_owner, index) => index % connections === connection)
    let turn = 0
    return () => {
      const owner = own[turn % own.length]
      if (owner === undefined) throw new Error('A connection has no owners.')
      return next(owner, Math.floor(turn++ / own.length))
    }
  })
}

/** For Call.validate. */
export function contains(part: string, times = 1): (text: string) => void {
  return (text) => {
    const found = text.split(part).length - 1
    if (found < times) throw new Error(`An answer has ${found} of ${times} ${part}: ${text.slice(0, 300)}`)
  }
}
