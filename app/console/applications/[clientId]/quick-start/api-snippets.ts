import { escapeQuotes, type GuideValues, type Snippet } from './guide-values'

const placeholder = 'YOUR_API_IDENTIFIER'

/** The verification of docs/tokens.md and examples/api, as a middleware of Express. */
export function expressSnippets({ issuer, audience }: GuideValues): Snippet[] {
  return [
    { title: 'Install for the API', code: 'npm install express jose' },
    {
      title: 'api.mjs',
      code: `import express from 'express'
import { createRemoteJWKSet, jwtVerify } from 'jose'

const issuer = '${issuer}'
const audience = '${escapeQuotes(audience ?? placeholder)}'
const keys = createRemoteJWKSet(new URL('.well-known/jwks.json', issuer))

async function authenticate(request, response, next) {
  const [, token = ''] = /^Bearer (\\S+)$/i.exec(request.get('authorization') ?? '') ?? []
  try {
    const expected = { issuer, audience, typ: 'at+jwt', algorithms: ['RS256'] }
    request.caller = (await jwtVerify(token, keys, expected)).payload
    next()
  } catch {
    response.status(401).json({ error: 'invalid_token' })
  }
}

const app = express()
app.get('/', authenticate, (request, response) => {
  const { sub, org_id, permissions } = request.caller
  response.json({ sub, org_id, permissions })
})
app.listen(4100, () => console.log('Listening on http://localhost:4100'))`,
    },
    { title: 'Start the API', code: 'node api.mjs' },
    {
      title: 'Call the API',
      code: 'curl http://localhost:4100 -H "authorization: Bearer YOUR_ACCESS_TOKEN"',
    },
  ]
}

/** How the client authenticates, in each of the snippets. */
interface ClientAuthentication {
  curl: string
  headers: string
  fields: string
}

function authenticationOf(clientId: string, method: string): ClientAuthentication {
  if (method === 'client_secret_basic') {
    return {
      curl: `  -u "${clientId}:$CLIENT_SECRET"`,
      headers: `  headers: { authorization: 'Basic ' + btoa('${clientId}:' + process.env.CLIENT_SECRET) },\n`,
      fields: '',
    }
  }
  if (method === 'private_key_jwt') {
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
    return {
      curl: `  -d client_assertion_type=${type} --data-urlencode "client_assertion=$CLIENT_ASSERTION"`,
      headers: '',
      fields: `    client_assertion_type: '${type}',\n    client_assertion: process.env.CLIENT_ASSERTION,\n`,
    }
  }
  return {
    curl: `  -d client_id=${clientId} --data-urlencode "client_secret=$CLIENT_SECRET"`,
    headers: '',
    fields: `    client_id: '${clientId}',\n    client_secret: process.env.CLIENT_SECRET,\n`,
  }
}

export function machineSnippets({ issuer, clientId, audience }: GuideValues, method: string): Snippet[] {
  const identifier = audience ?? placeholder
  const { curl, headers, fields } = authenticationOf(clientId, method)
  const environment =
    method === 'private_key_jwt'
      ? 'export CLIENT_ASSERTION=YOUR_SIGNED_ASSERTION'
      : 'export CLIENT_SECRET=YOUR_CLIENT_SECRET'
  return [
    {
      title: 'With curl',
      code: `${environment}

curl ${issuer}oauth/token \\
  -d grant_type=client_credentials \\
${curl} \\
  --data-urlencode 'audience=${identifier.replaceAll("'", String.raw`'\''`)}'`,
    },
    {
      title: 'token.mjs',
      code: `const response = await fetch('${issuer}oauth/token', {
  method: 'POST',
${headers}  body: new URLSearchParams({
    grant_type: 'client_credentials',
${fields}    audience: '${escapeQuotes(identifier)}',
  }),
})
const { access_token: token, error, error_description: reason } = await response.json()
if (error) throw new Error(\`\${error}: \${reason}\`)
console.log(token)`,
    },
    { title: 'In the same terminal', code: 'node token.mjs' },
  ]
}
