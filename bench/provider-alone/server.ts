import { exportJWK, generateKeyPair } from 'jose'
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'
import { audience, client } from './client.ts'

const { PORT: port = '', CHAINS: chains = '' } = process.env

/** The library as Foyer uses it, with everything in memory: no adapter of its own, no permissions, no limits. */
const provider = await makeProvider()
const refreshTokens = await Promise.all(Array.from({ length: Number(chains) }, signIn))
const handle = provider.callback()
createServer((request, response) => void handle(request, response)).listen(Number(port), '127.0.0.1', () =>
  process.send?.(refreshTokens),
)
for (const event of ['SIGTERM', 'disconnect']) process.on(event, () => process.exit(0))

async function makeProvider(): Promise<Provider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return new Provider(`http://127.0.0.1:${port}`, {
    clients: [client],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'bench', alg: 'RS256', use: 'sig' }] },
    findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    routes: { token: '/oauth/token' },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          audience,
          scope: 'read:documents',
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  })
}

/** @returns a refresh token of an authorization of its own */
async function signIn(): Promise<string> {
  const common = { accountId: 'pat', clientId: client.client_id }
  const grant = new provider.Grant(common)
  grant.addResourceScope(audience, 'read:documents')
  const found = await provider.Client.find(client.client_id)
  if (!found) throw new Error('The bench has no client.')
  const token = new provider.RefreshToken({
    ...common,
    client: found,
    grantId: await grant.save(),
    gty: 'authorization_code',
    scope: 'read:documents',
    resource: audience,
  })
  return token.save()
}
