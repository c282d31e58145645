import { ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

const ended = new AbortController()
let draining = false

/** Waits, while the process serves on, for balancers to see that it is not ready. */
export async function drain(seconds) {
  draining = true
  await pause(seconds * 1000, undefined, { signal: ended.signal }).catch(() => {})
}

/** Ends the drain, or the next one as soon as it begins. */
export function endDrain() {
  ended.abort()
}

/** From the drain on, a response closes its connection, so that its client opens one to another process. */
export class ClosingResponse extends ServerResponse {
  writeHead(...head) {
    const { complete, headers } = this.req
    // Closing while the client sends would reset the connection and lose the response.
    if (draining && (complete || !hasBody(headers))) this.shouldKeepAlive = false
    return super.writeHead(...head)
  }
}

export function hasBody(headers) {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}
