import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'

export interface TlsFront {
  /** Where it is reached: `https://localhost:<port>`. */
  origin: string
  stop: () => Promise<void>
}

/** https on loopback before the product, since Auth0’s SDKs speak nothing else. The host goes through as it is. */
export async function startTlsFront(productUrl: string | undefined): Promise<TlsFront> {
  const { port } = new URL(productUrl ?? 'http://localhost:3100')
  const tls = { key: readFileSync(named('FOYER_TLS_KEY')), cert: readFileSync(named('FOYER_TLS_CERTIFICATE')) }
  const server = createServer(tls, (arrived, answer) => {
    const { method, url, headers } = arrived
    const sent = request({ host: '127.0.0.1', port, method, path: url, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
    })
    sent.on('error', () => answer.destroy())
    arrived.pipe(sent)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port: own } = server.address() as AddressInfo
  return {
    origin: `https://localhost:${own}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function named(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is set by npm test.`)
  return value
}
