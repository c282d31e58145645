import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface GithubEmail {
  email: string
  primary: boolean
  verified: boolean
}

/** GitHub’s OAuth and the two answers of its API that a sign-in needs, on loopback. */
export class Github {
  user: { id: number; login: string; name: string | null; emails: GithubEmail[] } = {
    id: 1,
    login: 'nobody',
    name: null,
    emails: [],
  }
  /** What its API answers instead, by path. */
  readonly instead = new Map<string, { status: number; body: string }>()
  /** What it calls itself when it sends people back. */
  iss: string
  private readonly codes = new Map<string, string>()
  private readonly tokens = new Set<string>()

  private constructor(
    readonly origin: string,
    private readonly server: Server,
  ) {
    this.iss = `${origin}/login/oauth`
  }

  static async start(): Promise<Github> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const github = new Github(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server)
    server.on('request', (request, response) => {
      void github.answer(request, response)
    })
    return github
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  /** Where a connection finds it. */
  get options() {
    const { origin } = this
    return {
      issuer: `${origin}/login/oauth`,
      endpoints: {
        authorization: `${origin}/login/oauth/authorize`,
        token: `${origin}/login/oauth/access_token`,
        user: `${origin}/user`,
        emails: `${origin}/user/emails`,
      },
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin)
    if (url.pathname === '/login/oauth/authorize') this.sendBack(url.searchParams, response)
    else if (url.pathname === '/login/oauth/access_token') await this.trade(request, response)
    else this.tell(url.pathname, request, response)
  }

  private sendBack(asked: URLSearchParams, response: ServerResponse): void {
    const code = randomUUID()
    this.codes.set(code, asked.get('code_challenge') ?? '')
    const back = new URL(asked.get('redirect_uri') ?? '')
    for (const [name, value] of Object.entries({ code, state: asked.get('state') ?? '', iss: this.iss }))
      back.searchParams.set(name, value)
    response.writeHead(302, { location: back.href }).end()
  }

  /** A form, unless JSON is asked for; what is wrong is said with 200. */
  private async trade(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const form = new URLSearchParams(Buffer.concat(parts).toString())
    const isRight = this.codes.delete(form.get('code') ?? '') && form.get('client_secret') !== null
    const token = `gho_${randomUUID()}`
    if (isRight) this.tokens.add(token)
    const said = isRight
      ? { access_token: token, token_type: 'bearer', scope: 'read:user,user:email' }
      : { error: 'bad_verification_code' }
    const isJson = request.headers.accept?.includes('application/json') ?? false
    const type = isJson ? 'application/json; charset=utf-8' : 'application/x-www-form-urlencoded'
    const body = isJson ? JSON.stringify(said) : new URLSearchParams(Object.entries(said)).toString()
    response.writeHead(200, { 'content-type': type }).end(body)
  }

  /** Requires a User-Agent, as GitHub does. */
  private tell(path: string, { headers }: IncomingMessage, response: ServerResponse): void {
    const token = /^bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''
    const { emails, ...user } = this.user
    const said = { '/user': user, '/user/emails': emails }[path]
    const { status, body } = this.instead.get(path) ?? {
      status: this.tokens.has(token) && headers['user-agent'] ? 200 : 403,
      body: JSON.stringify(said ?? {}),
    }
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  }
}
