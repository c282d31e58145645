import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { inflateRawSync } from 'node:zlib'
import { adfsMetadata } from './adfs-metadata'
import {
  createSamlKeys,
  providerMetadata,
  respond,
  type SamlKeys,
  signingWith,
  statementFor,
} from './saml-identity-provider'
import type { Deviation } from './saml-deviations'
import {
  logoutRequest,
  logoutResponse,
  type LogoutStatement,
  logoutStatement,
  querySigning,
  signedForm,
  signedQuery,
} from './saml-logout'

interface SignedIn {
  nameId: string
  attributes: Record<string, string[]>
}

/** A SAML identity provider on loopback. Everyone is signed in there already. */
export class SamlProviderServer {
  user: SignedIn = { nameId: 'ann', attributes: {} }
  /** Its entity ID, below its URL: by default no product’s, or AD FS’s. */
  issuerPath: '/idp' | '/adfs/services/trust' = '/idp'
  deviation: Deviation = {}
  logoutDeviation: Partial<LogoutStatement> = {}
  /** By which it takes requests and sends its own. */
  binding: 'HTTP-Redirect' | 'HTTP-POST' = 'HTTP-Redirect'
  /** The form that it sent last. */
  sent = { response: '', relayState: '' }
  /** The logout messages that it received, as XML. */
  readonly received: string[] = []

  private constructor(
    private readonly server: Server,
    readonly url: string,
    public keys: SamlKeys,
  ) {}

  static async start(): Promise<SamlProviderServer> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const provider = new SamlProviderServer(server, url, await createSamlKeys())
    server.on('request', (request, response) => {
      provider.pageFor(request).then(
        (page) =>
          page.startsWith('http')
            ? response.writeHead(302, { location: page }).end()
            : response.setHeader('content-type', 'text/html').end(page),
        () => response.writeHead(500).end(),
      )
    })
    return provider
  }

  get metadataUrl(): string {
    return `${this.url}/metadata`
  }

  get issuer(): string {
    return this.url + this.issuerPath
  }

  /** Where a sign-in begins without a request. */
  startUrl(acs: string, audience: string): string {
    return `${this.url}/start?${new URLSearchParams({ acs, audience }).toString()}`
  }

  metadata(): string {
    const urls = { signInUrl: `${this.url}/sso`, signOutUrl: `${this.url}/slo` }
    return providerMetadata({ issuer: this.issuer, ...urls, keys: [this.keys], binding: this.binding })
  }

  /** As AD FS writes it. */
  federationMetadata(): string {
    return adfsMetadata({ url: this.url, issuer: this.issuer, signing: [this.keys], encryption: this.keys })
  }

  /** Where a sign-out of the user at the keyboard leads to the service with this entity ID. */
  logoutUrl(entityId: string, changed: Partial<LogoutStatement> = {}): string {
    const destination = entityId.replace(/\/metadata$/, '/logout')
    const said = logoutStatement(
      { issuer: this.issuer, destination },
      { nameId: this.user.nameId, ...changed },
    )
    return `${destination}${signedQuery(logoutRequest(said), querySigning(this.keys, { relayState: 'theirs' }))}`
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  private async pageFor(request: IncomingMessage): Promise<string> {
    const { pathname, searchParams } = new URL(request.url ?? '', this.url)
    const { message, relayState } = await messageOf(request, searchParams)
    if (pathname === '/metadata') return this.metadata()
    if (pathname === '/FederationMetadata/2007-06/FederationMetadata.xml') return this.federationMetadata()
    if (pathname === '/slo') return this.signOut(message, relayState)
    if (pathname === '/start') return this.form(unasked(searchParams), '')
    const [, id = ''] = /\bID="([^"]+)"/.exec(message) ?? []
    const [, acs = ''] = /AssertionConsumerServiceURL="([^"]+)"/.exec(message) ?? []
    return this.form({ acs, audience: issuerIn(message), inResponseTo: id }, relayState)
  }

  /** Answers a request, and shows that someone is signed out after a response. */
  private signOut(message: string, relayState: string): string {
    this.received.push(message)
    if (message.startsWith('<samlp:LogoutResponse')) return '<h1>Signed out at the provider</h1>'
    const destination = issuerIn(message).replace(/\/metadata$/, '/logout')
    const [, inResponseTo = ''] = /\bID="([^"]+)"/.exec(message) ?? []
    const xml = logoutResponse(
      logoutStatement({ issuer: this.issuer, destination }, { inResponseTo, ...this.logoutDeviation }),
    )
    if (this.binding === 'HTTP-Redirect')
      return `${destination}${signedQuery(xml, querySigning(this.keys, { name: 'SAMLResponse', relayState }))}`
    const form = signedForm(xml, signingWith(this.keys))
    return formTo(destination, { SAMLResponse: form.get('SAMLResponse') ?? '', RelayState: relayState })
  }

  private async form(
    asked: { acs: string; audience: string; inResponseTo: string | null },
    relayState: string,
  ): Promise<string> {
    const { nameId, attributes } = this.user
    const { statement, signing, tamper } = this.deviation
    const said = statementFor({ ...asked, issuer: this.issuer, nameId }, { attributes, ...statement })
    const response = await respond(said, signingWith(this.keys, signing), tamper)
    this.sent = { response, relayState }
    return formTo(asked.acs, { SAMLResponse: response, RelayState: relayState })
  }
}

/** Its user presses the button where there are no scripts. */
function formTo(action: string, fields: Record<string, string>): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${value}">`,
  )
  return `<form method="post" action="${action}">${inputs.join('')}<button>Go back</button></form><script>document.forms[0].submit()</script>`
}

function unasked(query: URLSearchParams) {
  return { acs: query.get('acs') ?? '', audience: query.get('audience') ?? '', inResponseTo: null }
}

function issuerIn(message: string): string {
  return /<saml:Issuer[^>]*>([^<]+)/.exec(message)?.[1] ?? ''
}

/** By both bindings, as XML. */
async function messageOf(
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<{ message: string; relayState: string }> {
  const isForm = request.method === 'POST'
  const given = isForm ? new URLSearchParams(await text(request)) : query
  const encoded = Buffer.from(given.get('SAMLRequest') ?? given.get('SAMLResponse') ?? '', 'base64')
  const message = isForm || encoded.length === 0 ? encoded : inflateRawSync(encoded)
  return { message: message.toString(), relayState: given.get('RelayState') ?? '' }
}
