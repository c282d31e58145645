import { connect, isIP, type Socket } from 'node:net'
import { guardedLookup, RequestProblem } from './guarded-request'
import { mayServerBeCalled, mayServerBeReached } from './provider-url'

interface GuardedServer {
  /** A name or an address, without brackets. */
  host: string
  port: number
}

/**
 * A connection, still without TLS, to a public host or a listed one (in a demo, to this machine too). Against SSRF, as
 * guardedRequest() is. `milliseconds`: with the look-up of the name.
 * @throws RequestProblem `not_public`, or Node’s error of the connection
 */
export async function openGuardedSocket(
  { host, port }: GuardedServer,
  milliseconds: number,
): Promise<Socket> {
  const mayConnectTo = (address: string) => mayServerBeReached(host, address)
  // Of an address, Node looks nothing up.
  if (!mayServerBeCalled(host) || (isIP(host) !== 0 && !mayConnectTo(host)))
    throw new RequestProblem('not_public')
  const socket = connect({ host, port, lookup: guardedLookup(mayConnectTo) })
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const timer = setTimeout(() => reject(timeoutError()), milliseconds)
  socket.once('connect', () => resolve(socket))
  socket.on('error', reject)
  try {
    return await promise
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

function timeoutError(): NodeJS.ErrnoException {
  return Object.assign(new Error('The server could not be reached in time.'), { code: 'ETIMEDOUT' })
}
