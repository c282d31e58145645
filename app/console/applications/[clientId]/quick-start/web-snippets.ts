import { escapeQuotes, type GuideValues, type Snippet } from './guide-values'

/** As in examples/web. The secret is never printed. */
export function nextAuthSnippets(values: GuideValues, method: string): Snippet[] {
  const audience = values.audience === null ? '' : `\nFOYER_AUDIENCE=${values.audience}`
  const hasSecret = method.startsWith('client_secret')
  const secret = hasSecret ? '\nFOYER_CLIENT_SECRET=YOUR_CLIENT_SECRET' : ''
  const secretOption = hasSecret ? '\n      clientSecret: process.env.FOYER_CLIENT_SECRET,' : ''
  const audienceParameter = values.audience === null ? '' : ', audience: process.env.FOYER_AUDIENCE'
  return [
    { title: 'Install', code: 'npm install next-auth@4' },
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
      authorization: { params: { scope: '${values.scope}'${audienceParameter} } },
      profile: ({ sub, name, email }) => ({ id: sub, name, email }),
    },
  ],
})

export { handler as GET, handler as POST }`,
    },
    { title: 'Start', code: startCommand('npm run dev --', values.redirectUri) },
  ]
}

export function spaSnippets(values: GuideValues): Snippet[] {
  const audience = values.audience === null ? '' : `\n    audience: '${escapeQuotes(values.audience)}',`
  return [
    { title: 'Install', code: 'npm install @auth0/auth0-spa-js@2 vite' },
    {
      title: 'index.html',
      code: `<!doctype html>
<p id="message">Signing in…</p>
<script type="module" src="/sign-in.js"></script>`,
    },
    {
      title: 'sign-in.js',
      code: `import { Auth0Client } from '@auth0/auth0-spa-js'

const client = new Auth0Client({
  domain: '${values.tenantUrl}',
  clientId: '${values.clientId}',
  useRefreshTokens: true,
  authorizationParams: {
    redirect_uri: '${escapeQuotes(values.redirectUri)}',${audience}
    scope: '${values.scope}',
  },
})

const message = document.getElementById('message')
try {
  await (new URLSearchParams(location.search).has('state') ? finish() : client.loginWithRedirect())
} catch (error) {
  message.textContent = error.message
}

async function finish() {
  const current = location.href
  history.replaceState({}, '', location.pathname)
  await client.handleRedirectCallback(current)
  const { email } = await client.getUser()
  message.textContent = \`Signed in as \${email}\`
}`,
    },
    { title: 'Start', code: startCommand('npx vite --strictPort', values.redirectUri) },
  ]
}

export function nativeSnippets(values: GuideValues): Snippet[] {
  const audience = values.audience === null ? '' : `\n  audience: '${escapeQuotes(values.audience)}',`
  const isInsecure = values.issuer.startsWith('http:')
  const options = isInsecure ? ', { execute: [openid.allowInsecureRequests] }' : ''
  return [
    { title: 'Install', code: 'npm install openid-client@6' },
    {
      title: 'sign-in.mjs',
      code: `import { createServer } from 'node:http'
import * as openid from 'openid-client'

const redirectUri = '${escapeQuotes(values.redirectUri)}'
const { pathname, port } = new URL(redirectUri)
const issuer = new URL('${values.issuer}')
const config = await openid.discovery(issuer, '${values.clientId}', undefined, openid.None()${options})
const verifier = openid.randomPKCECodeVerifier()
const state = openid.randomState()
const url = openid.buildAuthorizationUrl(config, {
  redirect_uri: redirectUri,
  scope: '${values.scope} offline_access',${audience}
  code_challenge: await openid.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state,
})

const server = createServer(async (request, response) => {
  const current = new URL(request.url, redirectUri)
  if (current.pathname !== pathname) return response.writeHead(404).end()
  try {
    const checks = { pkceCodeVerifier: verifier, expectedState: state }
    const tokens = await openid.authorizationCodeGrant(config, current, checks)
    console.log(tokens.claims())
    response.end('You are signed in. You can close this window.')
  } catch (error) {
    console.error(error.message)
    response.end('You are not signed in. The terminal says why.')
  }
  server.close()
})
server.listen(port, '127.0.0.1', () => console.log('Open', url.href))`,
    },
    { title: 'Start', code: 'node sign-in.mjs' },
  ]
}

/** Starts the application where people return to. */
function startCommand(command: string, redirectUri: string): string {
  const { port } = new URL(redirectUri)
  return port === '' ? command : `${command} --port ${port}`
}
