import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Instead {
  status: number
  body: string
  headers?: Record<string, string>
}

/** The discovery documents of Microsoft’s directories, on loopback: each by its id and by its domains. */
export class Microsoft {
  /** Of every request. */
  readonly paths: string[] = []
  /** What is answered instead, by the directory or domain that was asked for. */
  readonly instead = new Map<string, Instead>()
  private readonly directories = new Map<string, string>()

  private constructor(
    readonly origin: string,
    private readonly server: Server,
  ) {}

  static async start(): Promise<Microsoft> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const microsoft = new Microsoft(origin, server)
    server.on('request', (request, response) => microsoft.answer(request, response))
    return microsoft
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  /** Returns its id. */
  addDirectory(...domains: string[]): string {
    const id = randomUUID()
    for (const name of [id, ...domains]) this.directories.set(name, id)
    return id
  }

  /** As the document says it, whatever has been asked for. */
  document(id: string): string {
    const base = `${this.origin}/${id}`
    return JSON.stringify({
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
    })
  }

  private answer({ url: path = '/' }: IncomingMessage, response: ServerResponse): void {
    this.paths.push(path)
    const [, asked = '', rest = ''] = /^\/([^/]+)\/(.*)$/.exec(path) ?? []
    const id = rest === 'v2.0/.well-known/openid-configuration' ? this.directories.get(asked) : undefined
    const unknown = { status: 400, body: JSON.stringify({ error: 'invalid_tenant', error_codes: [90002] }) }
    const known = id === undefined ? unknown : { status: 200, body: this.document(id) }
    const { status, body, headers = {} } = this.instead.get(asked) ?? { ...known, headers: {} }
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  }
}
