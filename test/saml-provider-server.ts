import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  createSamlKeys,
  providerMetadata,
  readSamlRequest,
  respond,
  type SamlKeys,
  signingWith,
  statementFor,
} from './saml-identity-provider'
import type { Lie } from './saml-lies'

interface SignedIn {
  nameId: string
  attributes: Record<string, string[]>
}

/** A SAML identity provider on loopback. Everyone is signed in there already. */
export class SamlProviderServer {
  atTheKeyboard: SignedIn = { nameId: 'ann', attributes: {} }
  lie: Lie = {}
  /** The form that it sent last. */
  sent = { response: '', relayState: '' }

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
        (page) => response.setHeader('content-type', 'text/html').end(page),
        () => response.writeHead(500).end(),
      )
    })
    return provider
  }

  get metadataUrl(): string {
    return `${this.url}/metadata`
  }

  get issuer(): string {
    return `${this.url}/idp`
  }

  /** Where a sign-in begins without a request. */
  startUrl(acs: string, audience: string): string {
    return `${this.url}/start?${new URLSearchParams({ acs, audience }).toString()}`
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  private async pageFor({ url = '' }: IncomingMessage): Promise<string> {
    const { pathname, searchParams, href } = new URL(url, this.url)
    if (pathname === '/metadata')
      return providerMetadata({ issuer: this.issuer, signInUrl: `${this.url}/sso`, keys: [this.keys] })
    if (pathname === '/start') {
      const [acs, audience] = ['acs', 'audience'].map((name) => searchParams.get(name) ?? '')
      return this.form({ acs: acs ?? '', audience: audience ?? '', inResponseTo: null }, '')
    }
    const { id, relayState, xml } = readSamlRequest(href)
    const [, acs = ''] = /AssertionConsumerServiceURL="([^"]+)"/.exec(xml) ?? []
    const [, audience = ''] = /<saml:Issuer[^>]*>([^<]+)/.exec(xml) ?? []
    return this.form({ acs, audience, inResponseTo: id }, relayState)
  }

  private async form(
    asked: { acs: string; audience: string; inResponseTo: string | null },
    relayState: string,
  ): Promise<string> {
    const { nameId, attributes } = this.atTheKeyboard
    const { statement, signing, tamper } = this.lie
    const said = statementFor({ ...asked, issuer: this.issuer, nameId }, { attributes, ...statement })
    const response = await respond(said, signingWith(this.keys, signing), tamper)
    this.sent = { response, relayState }
    return [
      `<form method="post" action="${asked.acs}"><input type="hidden" name="SAMLResponse" value="${response}">`,
      `<input type="hidden" name="RelayState" value="${relayState}"></form>`,
      '<script>document.forms[0].submit()</script>',
    ].join('')
  }
}
