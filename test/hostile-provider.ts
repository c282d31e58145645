import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ProviderUser } from './identity-provider'

/** What is wrong: with its tokens, with its authorization response, or with its endpoints. */
export type Attack =
  | 'none'
  | 'iss'
  | 'aud'
  | 'azp'
  | 'nonce'
  | 'no_nonce'
  | 'expired'
  | 'future'
  | 'alg_none'
  | 'hs256'
  | 'foreign_key'
  | 'foreign_kid'
  | 'tampered'
  | 'no_id_token'
  | 'no_subject'
  | 'answer_iss'
  | 'no_answer_iss'
  | 'denied'
  | 'other_discovery'
  | 'no_endpoints'
  | 'inner_endpoints'
  | 'invalid_client'
  | `${'discovery' | 'token' | 'jwks'}_${'500' | 'hangs' | 'nonsense' | 'page' | 'redirect' | 'flood' | 'drops'}`

interface Asked {
  nonce: string | null
  redirectUri: string
}

/** An OpenID provider on loopback that behaves correctly, except for one attack. */
export class HostileProvider {
  attack: Attack = 'none'
  /** Whether its response contains `iss` (RFC 9207); many providers send none. */
  sendsIssuer = true
  /** Redirects every request here instead of answering. */
  redirectsTo: ((asked: URLSearchParams) => string) | null = null
  /** Every code that it received, its own or not. */
  readonly receivedCodes: string[] = []
  user: ProviderUser = { sub: 'hostile' }
  private readonly codes = new Map<string, Asked>()

  private constructor(
    readonly issuer: string,
    private readonly server: Server,
    private readonly keys: { own: CryptoKey; other: CryptoKey; published: JWK },
  ) {}

  static async start(): Promise<HostileProvider> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const own = await generateKeyPair('RS256')
    const other = await generateKeyPair('RS256')
    const published = { ...(await exportJWK(own.publicKey)), kid: 'its-key', use: 'sig', alg: 'RS256' }
    const { port } = server.address() as AddressInfo
    const keys = { own: own.privateKey, other: other.privateKey, published }
    const hostile = new HostileProvider(`http://127.0.0.1:${port}`, server, keys)
    server.on('request', (request, response) => {
      void hostile.answer(request, response)
    })
    return hostile
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.issuer)
    if (url.pathname === '/authorize') {
      this.sendBack(url.searchParams, response)
      return
    }
    const endpoint = { '/token': 'token', '/jwks': 'jwks' }[url.pathname] ?? 'discovery'
    if (this.attack.startsWith(`${endpoint}_`) && misbehave(this.attack.slice(endpoint.length + 1), response))
      return
    const form = new URLSearchParams(await textOf(request))
    if (endpoint === 'jwks') json(response, { keys: [this.keys.published] })
    else if (endpoint === 'discovery') json(response, this.metadata())
    else if (this.attack === 'invalid_client') json(response, { error: 'invalid_client' }, 401)
    else json(response, await this.tokens(form))
  }

  private metadata(): object {
    const { issuer, attack } = this
    const named = attack === 'other_discovery' ? 'https://login.example.com' : issuer
    if (attack === 'no_endpoints') return { issuer }
    return {
      issuer: named,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: attack === 'inner_endpoints' ? 'http://10.0.0.1/token' : `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
      authorization_response_iss_parameter_supported: this.sendsIssuer,
    }
  }

  private sendBack(asked: URLSearchParams, response: ServerResponse): void {
    if (this.redirectsTo) {
      response.writeHead(303, { location: this.redirectsTo(asked) }).end()
      return
    }
    const redirectUri = asked.get('redirect_uri') ?? ''
    const back = new URL(redirectUri)
    back.searchParams.set('state', asked.get('state') ?? '')
    if (this.sendsIssuer && this.attack !== 'no_answer_iss')
      back.searchParams.set('iss', this.attack === 'answer_iss' ? 'https://login.example.com' : this.issuer)
    const code = randomUUID()
    this.codes.set(code, { nonce: asked.get('nonce'), redirectUri })
    if (this.attack === 'denied') {
      back.searchParams.set('error', 'access_denied')
      back.searchParams.set('error_description', 'Not assigned <b>here</b>')
    } else back.searchParams.set('code', code)
    response.writeHead(303, { location: back.href }).end()
  }

  private async tokens(form: URLSearchParams): Promise<object> {
    const code = form.get('code') ?? ''
    this.receivedCodes.push(code)
    const asked = this.codes.get(code)
    this.codes.delete(code)
    const isSame = form.get('redirect_uri') === asked?.redirectUri
    if (!asked || !isSame || form.get('code_verifier') === null) return { error: 'invalid_grant' }
    const idToken = await this.idToken(form.get('client_id') ?? '', asked)
    const tokens = { access_token: randomUUID(), token_type: 'Bearer', expires_in: 60 }
    return this.attack === 'no_id_token' ? tokens : { ...tokens, id_token: idToken }
  }

  private async idToken(clientId: string, { nonce }: Asked): Promise<string> {
    const { attack } = this
    const claims = this.claims(clientId, nonce)
    if (attack === 'alg_none') return new UnsecuredJWT(claims).encode()
    const jwt = new SignJWT(claims)
    if (attack === 'hs256')
      return jwt.setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode('its secret for us'))
    const kid = attack === 'foreign_kid' ? 'another-key' : 'its-key'
    const key = attack === 'foreign_key' || attack === 'foreign_kid' ? this.keys.other : this.keys.own
    const signed = await jwt.setProtectedHeader({ alg: 'RS256', kid }).sign(key)
    return attack === 'tampered' ? tampered(signed) : signed
  }

  private claims(clientId: string, nonce: string | null): JWTPayload {
    const now = Math.floor(Date.now() / 1000)
    const truth = { ...this.user, iss: this.issuer, aud: clientId, iat: now, exp: now + 9000, nonce }
    const attacks: Partial<Record<Attack, object>> = {
      no_subject: { sub: undefined },
      iss: { iss: 'https://login.example.com' },
      aud: { aud: 'another-client' },
      azp: { aud: [clientId, 'another-client'], azp: 'another-client' },
      future: { iat: now + 7200, nbf: now + 7200 },
      expired: { exp: now - 3600 },
      nonce: { nonce: 'another-nonce' },
      no_nonce: { nonce: undefined },
    }
    return { ...truth, ...attacks[this.attack] }
  }
}

/** True once it has answered, or never will. */
function misbehave(how: string, response: ServerResponse): boolean {
  if (how === '500') response.writeHead(500).end('{}')
  else if (how === 'nonsense')
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"issuer":')
  else if (how === 'page') response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Welcome</p>')
  else if (how === 'redirect') response.writeHead(302, { location: 'http://169.254.169.254/' }).end()
  else if (how === 'flood')
    response.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(1_500_000)}"`)
  else if (how === 'drops') response.destroy()
  return true
}

/** The same signature under another subject. */
function tampered(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
  const other = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody-else' })).toString('base64url')
  return [header, other, signature].join('.')
}

function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
