import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as samlify from 'samlify'
import { createSamlKeys } from './saml-identity-provider'

/** Its own checks of schemas need a program in Java. */
samlify.setSchemaValidator({ validate: () => Promise.resolve('skipped') })

const bindings = 'urn:oasis:names:tc:SAML:2.0:bindings'
const nameIdFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'
const authnStatement =
  '<saml:AuthnStatement AuthnInstant="{IssueInstant}" SessionIndex="{SessionIndex}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>'
const attributeStatement =
  '<saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>{NameID}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>'

/** Its own has no AuthnStatement. */
const responseTemplate = samlify.SamlLib.defaultLoginResponseTemplate.context.replace(
  '{AuthnStatement}{AttributeStatement}',
  authnStatement + attributeStatement,
)

interface SamlifyUser {
  email: string
  sessionIndex: string
}

/** An identity provider by samlify, over HTTP on loopback. Everyone is signed in there already. */
export class SamlifyProvider {
  user: SamlifyUser = { email: 'ann@acme.test', sessionIndex: '_session' }
  /** Our metadata. */
  service = ''
  encrypts = false

  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly keys: { key: string; certificate: string },
  ) {}

  static async start(): Promise<SamlifyProvider> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const provider = new SamlifyProvider(server, url, await createSamlKeys())
    server.on('request', (request, response) => {
      provider.answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
    })
    return provider
  }

  get metadataUrl(): string {
    return `${this.url}/metadata`
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  /** Where a browser goes when someone signs out here. */
  logoutUrl(relayState: string): string {
    const { email, sessionIndex } = this.user
    const user = { logoutNameID: email, sessionIndex }
    return this.identityProvider().createLogoutRequest(this.serviceProvider(), 'redirect', user, {
      relayState,
    }).context
  }

  /** By HTTP-POST: the text of the form’s field. */
  logoutForm(): string {
    const user = { logoutNameID: this.user.email }
    return this.identityProvider().createLogoutRequest(this.serviceProvider(), 'post', user).context
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search, searchParams } = new URL(request.url ?? '', this.url)
    const query = Object.fromEntries(searchParams)
    const octetString = search.slice(1, search.indexOf('&Signature='))
    if (pathname === '/metadata') response.end(this.identityProvider().getMetadata())
    else if (pathname === '/sso') response.end(JSON.stringify(await this.signIn(query)))
    else if (query['SAMLResponse'] !== undefined) {
      await this.identityProvider().parseLogoutResponse(this.serviceProvider(), 'redirect', {
        query,
        octetString,
      })
      response.end('signed out')
    } else {
      const asked = { query, octetString }
      const read = await this.identityProvider().parseLogoutRequest(this.serviceProvider(), 'redirect', asked)
      const options = { relayState: query['RelayState'] ?? '' }
      const { context } = this.identityProvider().createLogoutResponse(
        this.serviceProvider(),
        { ...read },
        'redirect',
        options,
      )
      response.writeHead(302, { location: context, 'x-name-id': String(read.extract.nameID) }).end()
    }
  }

  /** Fields of the form that a browser would post. */
  private async signIn(query: Record<string, string>): Promise<Record<string, string>> {
    const [idp, sp] = [this.identityProvider(), this.serviceProvider()]
    const read = await idp.parseLoginRequest(sp, 'redirect', { query })
    const fill = (template: string) => ({
      id: '',
      context: this.filled(template, String(read.extract.request?.id)),
    })
    const options = { customTagReplacement: fill, encryptThenSign: this.encrypts }
    const { context } = await idp.createLoginResponse(
      sp,
      { ...read },
      'post',
      { email: this.user.email },
      options,
    )
    return { SAMLResponse: context, RelayState: query['RelayState'] ?? '' }
  }

  private filled(template: string, inResponseTo: string): string {
    const { email, sessionIndex } = this.user
    const sp = this.serviceProvider().entityMeta
    const [now, later] = [0, 300_000].map((more) => new Date(Date.now() + more).toISOString())
    const acs = String(sp.getAssertionConsumerService('post'))
    return samlify.SamlLib.replaceTagsByValue(template, {
      ID: `_${crypto.randomUUID()}`,
      AssertionID: `_${crypto.randomUUID()}`,
      Destination: acs,
      Audience: sp.getEntityID(),
      SubjectRecipient: acs,
      Issuer: `${this.url}/idp`,
      IssueInstant: now,
      StatusCode: 'urn:oasis:names:tc:SAML:2.0:status:Success',
      ConditionsNotBefore: now,
      ConditionsNotOnOrAfter: later,
      SubjectConfirmationDataNotOnOrAfter: later,
      NameIDFormat: nameIdFormat,
      NameID: email,
      InResponseTo: inResponseTo,
      SessionIndex: sessionIndex,
    })
  }

  private identityProvider() {
    const { key, certificate } = this.keys
    return samlify.IdentityProvider({
      entityID: `${this.url}/idp`,
      privateKey: key,
      signingCert: certificate,
      isAssertionEncrypted: this.encrypts,
      requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      wantLogoutRequestSigned: true,
      wantLogoutResponseSigned: true,
      nameIDFormat: [nameIdFormat],
      singleSignOnService: [{ Binding: `${bindings}:HTTP-Redirect`, Location: `${this.url}/sso` }],
      singleLogoutService: [{ Binding: `${bindings}:HTTP-Redirect`, Location: `${this.url}/slo` }],
      loginResponseTemplate: { context: responseTemplate, attributes: [] },
    })
  }

  private serviceProvider() {
    return samlify.ServiceProvider({
      metadata: this.service,
      wantMessageSigned: true,
      wantLogoutRequestSigned: true,
      wantLogoutResponseSigned: true,
    })
  }
}
