import { escapeQuotes, type GuideValues, type Snippet } from './guide-values'

const placeholder = 'YOUR_API_IDENTIFIER'

/** An API that verifies access tokens with express-oauth2-jwt-bearer, as an application of its own. */
export function apiSnippets({ issuer, audience }: GuideValues): Snippet[] {
  return [
    { title: 'Install for the API', code: 'npm init -y\nnpm install express@5 express-oauth2-jwt-bearer@1' },
    {
      title: 'api.mjs',
      code: `import express from 'express'
import { auth } from 'express-oauth2-jwt-bearer'

const app = express()
app.use(
  auth({
    issuerBaseURL: '${issuer}',
    audience: '${escapeQuotes(audience ?? placeholder)}',
    tokenSigningAlg: 'RS256',
    strict: true,
  }),
)

app.get('/', sendCaller)
app.get('/organizations/:organization', requireOrganization, sendCaller)

function requireOrganization(request, response, next) {
  if (request.auth.payload.org_id === request.params.organization) return next()
  response.status(403).json({ error: 'The token is for another organization.' })
}

function sendCaller(request, response) {
  const { sub, org_id, permissions } = request.auth.payload
  response.json({ sub, org_id, permissions })
}

const { PORT: port = 4100 } = process.env
app.listen(port, () => console.log(\`Listening on http://localhost:\${port}\`))`,
    },
    { title: 'Start the API', code: 'node api.mjs' },
    {
      title: 'Call the API',
      code: 'curl http://localhost:4100 -H "authorization: Bearer YOUR_ACCESS_TOKEN"',
    },
    {
      title: 'Call the API for one organization',
      code: 'curl http://localhost:4100/organizations/YOUR_ORGANIZATION_ID -H "authorization: Bearer YOUR_ACCESS_TOKEN"',
    },
  ]
}

/** How the client authenticates, in each of the snippets. */
interface ClientAuthentication {
  variable: string
  example: string
  curl: string
  headers: string
  fields: string
}

function authenticationOf({ clientId, method }: GuideValues): ClientAuthentication {
  const secret = { variable: 'CLIENT_SECRET', example: 'YOUR_CLIENT_SECRET' }
  if (method === 'client_secret_basic') {
    return {
      ...secret,
      curl: `  -u "${clientId}:$CLIENT_SECRET"`,
      headers: `  headers: { authorization: 'Basic ' + btoa('${clientId}:' + process.env.CLIENT_SECRET) },\n`,
      fields: '',
    }
  }
  if (method === 'private_key_jwt') {
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
    return {
      variable: 'CLIENT_ASSERTION',
      example: 'YOUR_SIGNED_ASSERTION',
      curl: `  -d client_assertion_type=${type} --data-urlencode "client_assertion=$CLIENT_ASSERTION"`,
      headers: '',
      fields: `  client_assertion_type: '${type}',\n  client_assertion: process.env.CLIENT_ASSERTION,\n`,
    }
  }
  return {
    ...secret,
    curl: `  -d client_id=${clientId} --data-urlencode "client_secret=$CLIENT_SECRET"`,
    headers: '',
    fields: `  client_id: '${clientId}',\n  client_secret: process.env.CLIENT_SECRET,\n`,
  }
}

export function machineSnippets(values: GuideValues): Snippet[] {
  const identifier = values.audience ?? placeholder
  const { variable, example, curl, headers, fields } = authenticationOf(values)
  const ask = `curl ${values.issuer}oauth/token \\
  -d grant_type=client_credentials \\
${curl} \\
  --data-urlencode 'audience=${identifier.replaceAll("'", String.raw`'\''`)}'`
  return [
    { title: '.env', code: `${variable}=${example}` },
    {
      title: 'token.mjs',
      code: `const [organization] = process.argv.slice(2)
const form = new URLSearchParams({
  grant_type: 'client_credentials',
${fields}  audience: '${escapeQuotes(identifier)}',
  ...(organization && { organization }),
})
const response = await fetch('${values.issuer}oauth/token', {
  method: 'POST',
${headers}  body: form,
})
const { access_token: token, error, error_description: reason } = await response.json()
if (error) throw new Error(\`\${error}: \${reason}\`)
console.log(token)`,
    },
    { title: 'Get a token', code: 'node --env-file=.env token.mjs' },
    {
      title: 'Get a token for an organization',
      code: 'node --env-file=.env token.mjs YOUR_ORGANIZATION_ID',
    },
    { title: 'With curl', code: `export ${variable}=${example}\n\n${ask}` },
    { title: 'With curl, for an organization', code: `${ask} \\\n  -d organization=YOUR_ORGANIZATION_ID` },
  ]
}
