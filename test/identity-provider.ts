import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider, type ClientMetadata } from 'oidc-provider'

/** The claims that the provider has about the user who signs in there. */
export interface ProviderUser {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
  picture?: string
  [claim: string]: unknown
}

/** A real OpenID provider on loopback, at which every user is signed in already. */
export class IdentityProvider {
  /** Changed by a test between two sign-ins. */
  user: ProviderUser = { sub: 'nobody' }
  private readonly accounts = new Map<string, ProviderUser>()
  private readonly admitted = new Set<string>()

  private constructor(
    readonly issuer: string,
    private readonly server: Server,
    private readonly provider: Provider,
  ) {}

  /**
   * @param clients how Foyer is known there
   * @param claimsInToken whether the ID token says everything, or only the subject
   */
  static async start(
    clients: ClientMetadata[],
    { claimsInToken = false }: { claimsInToken?: boolean } = {},
  ): Promise<IdentityProvider> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const issuer = `http://127.0.0.1:${portOf(server)}`
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const key = { ...(await exportJWK(privateKey)), kid: 'its-key', use: 'sig', alg: 'RS256' }
    const made: { here?: IdentityProvider } = {}
    const provider = makeProvider(issuer, {
      clients,
      claimsInToken,
      key,
      find: (id) => made.here?.account(id),
    })
    const here = new IdentityProvider(issuer, server, provider)
    made.here = here
    for (const { redirect_uris: own = [] } of clients) for (const uri of own) here.admit(uri)
    provider.Client.prototype.redirectUriAllowed = (uri) => here.admitted.has(uri)
    server.on('request', (request, response) => {
      void here.answer(request, response)
    })
    return here
  }

  /** One more redirect URI for every client. */
  admit(redirectUri: string): void {
    this.admitted.add(redirectUri)
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  private account(id: string): ProviderUser | undefined {
    return this.accounts.get(id)
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!request.url?.startsWith('/interaction/')) {
      await this.provider.callback()(request, response)
      return
    }
    const { params } = await this.provider.interactionDetails(request, response)
    const { sub } = this.user
    this.accounts.set(sub, this.user)
    const grant = new this.provider.Grant({ accountId: sub, clientId: String(params['client_id']) })
    grant.addOIDCScope('openid profile email')
    const result = {
      login: { accountId: sub, amr: ['pwd', 'mfa'] },
      consent: { grantId: await grant.save() },
    }
    await this.provider.interactionFinished(request, response, result)
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

interface Made {
  clients: ClientMetadata[]
  claimsInToken: boolean
  key: JWK
  find: (id: string) => ProviderUser | undefined
}

function makeProvider(issuer: string, { clients, claimsInToken, key, find }: Made): Provider {
  const provider = new Provider(issuer, {
    clients,
    jwks: { keys: [key] },
    cookies: { keys: ['a key for tests'] },
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'picture', 'department', 'hd', 'xms_edov'],
      amr: null,
    },
    conformIdTokenClaims: !claimsInToken,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => {
      const user = find(id)
      return user && { accountId: id, claims: () => ({ ...user }) }
    },
  })
  provider.on('server_error', (_context, error) => console.error(error))
  return provider
}
