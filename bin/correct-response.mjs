import { holdPage } from '../lib/http/hold-page.ts'

/** Replaces the response that Next or a program’s handler sends, adds to it, or changes only its status and Retry-After. */
export function correct(response, state, { correction, addition }) {
  const { writeHead, flushHeaders, write, end } = response
  let taken = null
  // Next compresses through these. What it writes after its response was replaced is dropped.
  response.write = (...chunk) => (taken ? taken.write(...chunk) : write.apply(response, chunk))
  response.end = (...chunk) => (taken ? taken.end(...chunk) : end.apply(response, chunk))
  response.flushHeaders = () => {
    if (response.writeHead !== writeHead) response.writeHead(response.statusCode)
    if (taken) return
    // Next writes the beginning of the page right after: they are usually sent together.
    const { socket } = response
    socket?.cork()
    setImmediate(() => socket?.uncork())
    flushHeaders.call(response)
  }
  response.writeHead = (status, ...rest) => {
    response.writeHead = writeHead
    const instead = correction(status)
    if (instead) {
      taken = { write: () => true, end: () => response }
      response.removeHeader('content-encoding')
      writeHead.call(response, instead.status, instead.headers)
      return end.call(response, instead.body)
    }
    const added = addition(status)
    if (added !== null) {
      // Until a head is set, each write asks for it again.
      response.writeHead = () => response
      taken = holdPage(response, added, (body) => {
        taken = null
        response.writeHead = writeHead
        writeHead.call(response, status, ...rest)
        end.call(response, body)
      })
      return response
    }
    if (!state.refused) return writeHead.call(response, status, ...rest)
    response.setHeader('retry-after', state.refused.retryAfter)
    return writeHead.call(response, state.refused.status, ...rest)
  }
}
