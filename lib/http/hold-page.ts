import type { ServerResponse } from 'node:http'
import { gunzipSync } from 'node:zlib'

interface HeldPage {
  write: (chunk?: unknown) => true
  end: (chunk?: unknown) => void
}

/** Takes what is written, and at the end calls `send` with the whole page as `rewrite` changes it. For small pages. */
export function holdPage(
  response: ServerResponse,
  rewrite: (body: string) => string,
  send: (body: Buffer) => void,
): HeldPage {
  const chunks: Buffer[] = []
  const write = (chunk?: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk))
    return true as const
  }
  return {
    write,
    end: (chunk) => {
      write(chunk)
      const body = rewritten(response, Buffer.concat(chunks), rewrite)
      response.setHeader('content-length', body.length)
      send(body)
    },
  }
}

/** Next may have compressed it. */
function rewritten(response: ServerResponse, body: Buffer, rewrite: (body: string) => string): Buffer {
  const coding = response.getHeader('content-encoding')
  if (coding !== undefined && coding !== 'gzip') return body
  response.removeHeader('content-encoding')
  return Buffer.from(rewrite((coding === 'gzip' ? gunzipSync(body) : body).toString()))
}
