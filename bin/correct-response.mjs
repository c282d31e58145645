import { holdPage } from '../lib/http/hold-page.ts'

/** Replaces the response that Next or a program’s handler sends, rewrites it, or changes only its status and Retry-After. */
export function correct(response, state, { correction, rewriteFor }) {
  const { writeHead, flushHeaders, write, end } = response
  let taken = null
  // Next compresses through these. What it writes after its response was replaced is dropped.
  response.write = (...chunk) => (taken ? taken.write(...chunk) : write.apply(response, chunk))
  response.end = (...chunk) => {
    // Without a body nothing has asked for the head yet, and `end` would not let it be replaced.
    if (response.writeHead === decide) takeOver(response.statusCode, [])
    return taken ? taken.end(...chunk) : end.apply(response, chunk)
  }
  response.flushHeaders = () => {
    if (response.writeHead !== writeHead) response.writeHead(response.statusCode)
    if (taken) return
    // Next writes the beginning of the page right after: they are usually sent together.
    const { socket } = response
    socket?.cork()
    setImmediate(() => socket?.uncork())
    flushHeaders.call(response)
  }
  response.writeHead = decide
  function decide(status, ...rest) {
    response.writeHead = writeHead
    if (takeOver(status, rest)) return response
    if (!state.refused) return writeHead.call(response, status, ...rest)
    response.setHeader('retry-after', state.refused.retryAfter)
    return writeHead.call(response, state.refused.status, ...rest)
  }
  function takeOver(status, rest) {
    const instead = correction(status)
    if (instead) {
      taken = { write: () => true, end: () => response }
      response.writeHead = writeHead
      response.removeHeader('content-encoding')
      writeHead.call(response, instead.status, instead.headers)
      end.call(response, instead.body)
      return true
    }
    const rewrite = state.refused ? null : rewriteFor(status)
    if (rewrite === null) return false
    // Until a head is set, each write asks for it again.
    response.writeHead = () => response
    taken = holdPage(response, rewrite, (body) => {
      taken = null
      response.writeHead = writeHead
      writeHead.call(response, status, ...rest)
      end.call(response, body)
    })
    return true
  }
}
