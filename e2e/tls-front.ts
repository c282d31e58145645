import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { createSecureContext, type SecureContext } from 'node:tls'
import { generate } from 'selfsigned'

/** What the Management API was asked and what it answered. */
export interface Exchange {
  method: string
  path: string
  status: number
  text: string
}

export interface TlsFront {
  /** Where it is reached: `https://localhost:<port>`. */
  origin: string
  exchanges: readonly Exchange[]
  stop: () => Promise<void>
}

/** https on loopback before the product, since Auth0’s SDKs speak nothing else. The host goes through as it is. */
export async function startTlsFront(productUrl: string | undefined): Promise<TlsFront> {
  const { port } = new URL(productUrl ?? 'http://localhost:3100')
  const exchanges: Exchange[] = []
  const server = createServer({ SNICallback: answerTo }, (arrived, answer) => {
    const { method = 'GET', url: path = '/' } = arrived
    const headers = { ...arrived.headers, 'accept-encoding': 'identity' }
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      const status = response.statusCode ?? 502
      answer.writeHead(status, response.headers)
      if (path.startsWith('/api/v2/'))
        listen(response, (text) => exchanges.push({ method, path, status, text }))
      response.pipe(answer)
    })
    sent.on('error', () => answer.destroy())
    arrived.pipe(sent)
  })
  // auth0-deploy-cli validates its input for seconds between two requests, and would write to a closed connection.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port: own } = server.address() as AddressInfo
  return {
    origin: `https://localhost:${own}`,
    exchanges,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function listen(response: Readable, done: (text: string) => void): void {
  const chunks: Buffer[] = []
  response.on('data', (chunk: Buffer) => chunks.push(chunk))
  response.on('end', () => done(Buffer.concat(chunks).toString()))
}

const contexts = new Map<string, Promise<SecureContext>>()

function answerTo(name: string, done: (error: Error | null, context?: SecureContext) => void): void {
  const context = contexts.get(name) ?? certified(name)
  contexts.set(name, context)
  context.then((found) => done(null, found), done)
}

/** A certificate for this one name, by the certificate authority that the tests trust. */
async function certified(name: string): Promise<SecureContext> {
  const ca = {
    key: readFileSync(named('FOYER_TLS_KEY'), 'utf8'),
    cert: readFileSync(named('FOYER_TLS_CERTIFICATE'), 'utf8'),
  }
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keySize: 2048,
    algorithm: 'sha256',
    ca,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  })
  return createSecureContext({ key, cert })
}

function named(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is set by npm test.`)
  return value
}
