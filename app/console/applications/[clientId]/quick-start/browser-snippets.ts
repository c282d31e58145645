import { audienceProperty, escapeQuotes, startCommand, type GuideValues, type Snippet } from './guide-values'

export function spaSnippets(values: GuideValues): Snippet[] {
  return [
    { title: 'Install', code: 'npm init -y\nnpm install @auth0/auth0-spa-js@2 vite@8' },
    {
      title: 'index.html',
      code: `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Quick start</title>
  <h1 id="person">Not signed in</h1>
  <p id="organization"></p>
  <button id="sign-in">Sign in</button>
  <form id="switch">
    <label>Organization ID <input name="organization" required /></label>
    <button>Switch organization</button>
  </form>
  <script type="module" src="/main.js"></script>
</html>`,
    },
    {
      title: 'main.js',
      code: `import { Auth0Client } from '@auth0/auth0-spa-js'

const client = new Auth0Client({
  domain: '${values.tenantUrl}',
  clientId: '${values.clientId}',
  useRefreshTokens: true,
  authorizationParams: {
    redirect_uri: '${escapeQuotes(values.redirectUri)}',${audienceProperty(values, '\n    ')}
    scope: '${values.scope}',
  },
})

const elementNamed = (id) => document.getElementById(id)

elementNamed('sign-in').onclick = () => client.loginWithRedirect()
elementNamed('switch').onsubmit = (event) => {
  event.preventDefault()
  const organization = event.target.elements.organization.value
  client.loginWithRedirect({ authorizationParams: { organization } })
}

const current = location.href
if (new URLSearchParams(location.search).has('state')) {
  history.replaceState({}, '', location.pathname)
  try {
    await client.handleRedirectCallback(current)
    const { email, org_id } = await client.getUser()
    elementNamed('person').textContent = \`Signed in as \${email}\`
    elementNamed('organization').textContent = \`Organization: \${org_id ?? 'none'}\`
  } catch (error) {
    elementNamed('person').textContent = error.message
  }
}`,
    },
    { title: 'Start', code: startCommand('npx vite --strictPort', values) },
  ]
}

export function nativeSnippets(values: GuideValues): Snippet[] {
  const isInsecure = values.issuer.startsWith('http:')
  const options = isInsecure ? ', { execute: [openid.allowInsecureRequests] }' : ''
  return [
    { title: 'Install', code: 'npm init -y\nnpm install openid-client@6' },
    {
      title: 'sign-in.mjs',
      code: `import { createServer } from 'node:http'
import * as openid from 'openid-client'

const [organization] = process.argv.slice(2)
const redirectUri = '${escapeQuotes(values.redirectUri)}'
const { pathname, port } = new URL(redirectUri)
const issuer = new URL('${values.issuer}')
const config = await openid.discovery(issuer, '${values.clientId}', undefined, openid.None()${options})
const verifier = openid.randomPKCECodeVerifier()
const state = openid.randomState()
const url = openid.buildAuthorizationUrl(config, {
  redirect_uri: redirectUri,
  scope: '${values.scope} offline_access',${audienceProperty(values, '\n  ')}
  code_challenge: await openid.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state,
  ...(organization && { organization }),
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
    { title: 'Switch organization', code: 'node sign-in.mjs YOUR_ORGANIZATION_ID' },
  ]
}
