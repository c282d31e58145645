import { audienceProperty, originOf, secretLine, type GuideValues, type Snippet } from './guide-values'

/** express-openid-connect reads its settings from the environment by these names. */
export function expressSnippets(values: GuideValues): Snippet[] {
  return [
    { title: 'Install', code: 'npm init -y\nnpm install express@5 express-openid-connect@3' },
    {
      title: '.env',
      code: `ISSUER_BASE_URL=${values.tenantUrl}
BASE_URL=${originOf(values)}
CLIENT_ID=${values.clientId}${secretLine(values, 'CLIENT_SECRET')}
SECRET=${values.cookieSecret}`,
    },
    {
      title: 'server.mjs',
      code: `import express from 'express'
import openid from 'express-openid-connect'

const { BASE_URL } = process.env
const authorizationParams = {
  response_type: 'code',
  scope: '${values.scope}',${audienceProperty(values, '\n  ')}
}

const app = express()
app.use(openid.auth({ authRequired: false, clientAuthMethod: '${values.method}', authorizationParams }))

app.get('/', (request, response) => {
  const { user } = request.oidc
  response.send(\`<!doctype html>
    <html lang="en">
    <title>Quick start</title>
    <h1>\${user ? \`Signed in as \${escapeHtml(user.email)}\` : 'Not signed in'}</h1>
    \${user ? \`<p>Organization: \${escapeHtml(user.org_id ?? 'none')}</p>\` : ''}
    <form action="/login"><button>Sign in</button></form>
    <form action="/switch">
      <label>Organization ID <input name="organization" required></label>
      <button>Switch organization</button>
    </form>\`)
})

app.get('/switch', (request, response) => {
  const { organization } = request.query
  return response.oidc.login({ returnTo: '/', authorizationParams: { organization } })
})

function escapeHtml(text) {
  return text.replaceAll(/[&<>"]/g, (character) => \`&#\${character.charCodeAt()};\`)
}

const port = new URL(BASE_URL).port || 80
app.listen(port, () => console.log('Open', BASE_URL))`,
    },
    { title: 'Start', code: 'node --env-file=.env server.mjs' },
  ]
}
