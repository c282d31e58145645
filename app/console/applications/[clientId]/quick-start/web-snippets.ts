import type { GuideValues } from './guide-values'

export interface Snippet {
  title: string
  code: string
}

/** As in examples/web. The secret is never printed. */
export function nextAuthSnippets(values: GuideValues, method: string): Snippet[] {
  const audience = values.audience === null ? '' : `\nFOYER_AUDIENCE=${values.audience}`
  const hasSecret = method.startsWith('client_secret')
  const secret = hasSecret ? '\nFOYER_CLIENT_SECRET=YOUR_CLIENT_SECRET' : ''
  const secretOption = hasSecret ? '\n      clientSecret: process.env.FOYER_CLIENT_SECRET,' : ''
  const asked = values.audience === null ? '' : ', audience: process.env.FOYER_AUDIENCE'
  return [
    { title: 'Terminal', code: 'npm install next-auth@4' },
    {
      title: '.env.local',
      code: `NEXTAUTH_URL=${new URL(values.redirectUri).origin}
NEXTAUTH_SECRET=YOUR_RANDOM_TEXT
FOYER_ISSUER=${values.issuer}
FOYER_CLIENT_ID=${values.clientId}${secret}${audience}`,
    },
    {
      title: 'app/api/auth/[...nextauth]/route.ts',
      code: `import NextAuth from 'next-auth'

const handler = NextAuth({
  providers: [
    {
      id: 'foyer',
      name: ${JSON.stringify(values.tenantName)},
      type: 'oauth',
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      wellKnown: \`\${process.env.FOYER_ISSUER}.well-known/openid-configuration\`,
      clientId: process.env.FOYER_CLIENT_ID,${secretOption}
      client: { token_endpoint_auth_method: '${method}' },
      authorization: { params: { scope: '${values.scope}'${asked} } },
      profile: ({ sub, name, email }) => ({ id: sub, name, email }),
    },
  ],
})

export { handler as GET, handler as POST }`,
    },
  ]
}

export function spaSnippets(values: GuideValues): Snippet[] {
  const audience = values.audience === null ? '' : `\n    audience: '${values.audience}',`
  return [
    { title: 'Terminal', code: 'npm install @auth0/auth0-spa-js' },
    {
      title: 'sign-in.js',
      code: `import { createAuth0Client } from '@auth0/auth0-spa-js'

const client = await createAuth0Client({
  domain: '${values.tenantUrl}',
  clientId: '${values.clientId}',
  useRefreshTokens: true,
  authorizationParams: {
    redirect_uri: '${values.redirectUri}',${audience}
    scope: '${values.scope} offline_access',
  },
})

if (new URLSearchParams(location.search).has('code')) {
  await client.handleRedirectCallback()
  history.replaceState({}, '', location.pathname)
}
if (!(await client.isAuthenticated())) await client.loginWithRedirect()

console.log(await client.getUser())`,
    },
  ]
}

export function nativeSnippets(values: GuideValues): Snippet[] {
  const audience = values.audience === null ? '' : `\n    audience: '${values.audience}',`
  return [
    { title: 'Terminal', code: 'npm install openid-client@6' },
    {
      title: 'sign-in.mjs',
      code: `import { createServer } from 'node:http'
import * as openid from 'openid-client'

const redirectUri = '${values.redirectUri}'
const config = await openid.discovery(new URL('${values.issuer}'), '${values.clientId}', undefined, openid.None())
const verifier = openid.randomPKCECodeVerifier()
const state = openid.randomState()
const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: '${values.scope} offline_access',${audience}
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
})
console.log('Open', url.href)

const server = createServer(async (request, response) => {
  const current = new URL(request.url, redirectUri)
  const checks = { pkceCodeVerifier: verifier, expectedState: state }
  const tokens = await openid.authorizationCodeGrant(config, current, checks)
  console.log(tokens.claims())
  response.end('You are signed in. You can close this window.')
  server.close()
})
server.listen(new URL(redirectUri).port, '127.0.0.1')`,
    },
  ]
}
