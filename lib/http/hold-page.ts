import type { ServerResponse } from 'node:http'
import { gunzipSync } from 'node:zlib'

interface HeldPage {
  write: (chunk?: unknown) => true
  end: (chunk?: unknown) => void
}

/** Takes what is written, and at the end calls `send` with the whole page and `html` behind it. For small pages. */
export function holdPage(response: ServerResponse, html: string, send: (body: Buffer) => void): HeldPage {
  const chunks: Buffer[] = []
  const write = (chunk?: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk))
    return true as const
  }
  return {
    write,
    end: (chunk) => {
      write(chunk)
      const body = withAddition(response, Buffer.concat(chunks), html)
      response.setHeader('content-length', body.length)
      send(body)
    },
  }
}

/** Next may have compressed it. */
function withAddition(response: ServerResponse, body: Buffer, html: string): Buffer {
  const coding = response.getHeader('content-encoding')
  if (coding !== undefined && coding !== 'gzip') return body
  response.removeHeader('content-encoding')
  return Buffer.concat([coding === 'gzip' ? gunzipSync(body) : body, Buffer.from(html)])
}
