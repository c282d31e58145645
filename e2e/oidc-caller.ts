import { createHash, randomBytes } from 'node:crypto'
import { Agent, request, type IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'
import { password } from './support'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** Empty where the answer is no JSON. */
  json: Record<string, unknown>
}

export interface Call {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

export interface OwnClient {
  id: string
  secret: string | undefined
}

export const callback = 'https://app.journey.test/callback'
export const formType = { 'content-type': 'application/x-www-form-urlencoded' }
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const texts = z.record(z.string(), z.string())
const object = z.record(z.string(), z.unknown())

/** Sends one request unchanged to a tenant’s host, wherever it is served. Does not follow redirects. */
export function call(
  origin: string,
  path: string,
  { method = 'GET', headers = {}, body }: Call = {},
): Promise<Answer> {
  const { host, port } = new URL(origin)
  const saysLength = body !== undefined && !('transfer-encoding' in headers)
  const length = saysLength ? { 'content-length': String(Buffer.byteLength(body)) } : {}
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, host: '127.0.0.1', port, path, method, headers: { host, ...length, ...headers } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          resolve({
            status: Number(response.statusCode),
            headers: response.headers,
            text,
            json: jsonOf(text),
          })
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    return object.safeParse(JSON.parse(text)).data ?? {}
  } catch {
    return {}
  }
}

/** Posts a form to an endpoint. */
export function post(origin: string, path: string, form: Record<string, string>): Promise<Answer> {
  return call(origin, path, {
    method: 'POST',
    headers: formType,
    body: new URLSearchParams(form).toString(),
  })
}

/** The form fields that authenticate the application. */
export function as({ id, secret }: OwnClient): Record<string, string> {
  return { client_id: id, ...(secret === undefined ? {} : { client_secret: secret }) }
}

export function token(origin: string, client: OwnClient, form: Record<string, string>): Promise<Answer> {
  return post(origin, '/oauth/token', { ...as(client), ...form })
}

/** Uses the refresh token of an earlier answer; `asks` holds further parameters. */
export function refresh(
  origin: string,
  client: OwnClient,
  { refresh_token: earlier, asks = {} }: Record<string, unknown>,
): Promise<Answer> {
  const form = { grant_type: 'refresh_token', refresh_token: String(earlier) }
  return token(origin, client, { ...form, ...texts.parse(asks) })
}

export function userinfo(origin: string, accessToken: unknown): Promise<Answer> {
  return call(origin, '/userinfo', { headers: { authorization: `Bearer ${String(accessToken)}` } })
}

/** An HTTP client with the cookies of one tenant. */
export class Visitor {
  private readonly cookies = new Map<string, string>()

  constructor(readonly origin: string) {}

  static async signedIn(origin: string, email: string): Promise<Visitor> {
    const visitor = new Visitor(origin)
    await visitor.signIn(email)
    return visitor
  }

  async signIn(email: string): Promise<void> {
    const { json } = await this.send('/api/auth/csrf')
    const form = { csrfToken: String(json['csrfToken']), email, password, json: 'true' }
    const { headers } = await this.send('/api/auth/callback/credentials', {
      method: 'POST',
      body: new URLSearchParams(form).toString(),
      headers: { origin: this.origin, ...formType },
    })
    const { status } = await this.send('/account')
    if (status !== 200) throw new Error(`${email} is not signed in: ${headers.location}`)
  }

  async send(path: string, given: Call = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await call(this.origin, path, { ...given, headers: { cookie, ...given.headers } })
    for (const line of answer.headers['set-cookie'] ?? []) this.keep(line)
    return answer
  }

  /** Sends an authorization request with the visitor’s session. Returns what the application gets back. */
  async authorize(client: OwnClient, more: Record<string, string | undefined> = {}): Promise<Sent> {
    const verifier = randomBytes(32).toString('base64url')
    const path = authorizePath(client, { code_challenge: challengeOf(verifier), ...more })
    const { status, headers, text } = await this.send(path)
    const location = headers.location ?? ''
    const query = new URLSearchParams(/[?#](.*)$/.exec(location)?.[1] ?? '')
    return { status, location, text, verifier, query, code: query.get('code') ?? '' }
  }

  /** Signs in to the application and redeems the code. */
  async enter(client: OwnClient, more: Record<string, string | undefined> = {}): Promise<Answer> {
    const sent = await this.authorize(client, more)
    if (sent.code === '') throw new Error(`No code came back: ${sent.status} ${sent.location} ${sent.text}`)
    return token(this.origin, client, redeeming(sent))
  }

  forget(name: string): void {
    for (const known of this.cookies.keys()) if (known.startsWith(name)) this.cookies.delete(known)
  }

  private keep(line: string): void {
    const pair = line.split(';', 1).join('')
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
    if (value === '') this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

export interface Sent {
  status: number
  location: string
  text: string
  verifier: string
  query: URLSearchParams
  code: string
}

export function redeeming({ code, verifier }: { code: string; verifier: string }): Record<string, string> {
  return { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: callback }
}

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

/** The path of an authorization request; undefined leaves a parameter out. */
export function authorizePath(client: OwnClient, more: Record<string, string | undefined>): string {
  const query: Record<string, string | undefined> = {
    client_id: client.id,
    response_type: 'code',
    redirect_uri: callback,
    state: 'a-state',
    nonce: 'a-nonce',
    scope: 'openid profile email offline_access',
    code_challenge_method: 'S256',
    ...more,
  }
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return `/authorize?${new URLSearchParams(given).toString()}`
}
