import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { acceptedBy, changedByOperator, parametersOf } from './accepted-values'
import type { Demo } from './callers'
import type { Entry } from './entry'
import { operationEntries } from './operation-entries'
import { adapterOf, fieldsOf, queryNames } from './source-names'

const built = join(import.meta.dirname, '../../.next')
const actionsInBuild = z.object({
  node: z.record(
    z.string(),
    z.object({ workers: z.record(z.string(), z.unknown()), exportedName: z.string(), filename: z.string() }),
  ),
})
const pathsInBuild = z.record(z.string(), z.string())

/** Listed by their OpenAPI document, which knows their bodies. */
const isOperation = /^\/api\/v2\/(?!openapi\.json$)/

const largestBody = 100 * 1024
const largestUpload = 2 * 1024 * 1024
const largestMetadata = 400 * 1024

/** Every public entry of the product that was built: its pages, routes, server actions and API operations. */
export async function listEntries(url: string, demo: Demo): Promise<Entry[]> {
  const pages = Object.entries(readBuilt('app-path-routes-manifest.json', pathsInBuild))
  const ways = pages.filter(([, path]) => !isOperation.test(path))
  const { node } = readBuilt('server/server-reference-manifest.json', actionsInBuild)
  const given = { url, demo, names: queryNames() }
  return [
    ...ways.flatMap(([source, path]) => wayEntries(given, source, path)),
    ...Object.entries(node).flatMap(([id, action]) => actionEntries(given, id, action)),
    ...(await operationEntries(url, demo)),
  ]
}

interface Given {
  url: string
  demo: Demo
  names: readonly string[]
}

/** What OpenID Connect's endpoints read, and NextAuth's. */
const protocolFields: Record<string, string> = {
  response_type: 'code',
  scope: 'openid',
  state: 'a',
  nonce: 'a',
  prompt: 'none',
  organization: 'acme',
  code_challenge: 'a'.repeat(43),
  code_challenge_method: 'S256',
  audience: 'https://api.lumen.test',
  login_hint: 'ann@acme.test',
  id_token_hint: 'a.b.c',
  max_age: '1',
  ui_locales: 'en',
  acr_values: 'a',
  request: 'a.b.c',
  claims: '{}',
  resource: 'https://api.lumen.test',
  response_mode: 'query',
  grant_type: 'authorization_code',
  code: 'a',
  code_verifier: 'a'.repeat(43),
  refresh_token: 'a',
  token: 'a',
  token_type_hint: 'refresh_token',
  subject_token: 'a.b.c',
  subject_token_type: 'a',
  returnTo: '/',
  client_assertion: 'a.b.c',
  client_assertion_type: 'a',
  post_logout_redirect_uri: 'http://localhost:4000/',
  csrfToken: 'a',
  callbackUrl: '/',
  email: 'ann@acme.test',
  password: 'a',
  json: 'true',
  connection: 'password',
}

/** A page or a route, read by a stranger and by someone who may see it, and written to. */
function wayEntries({ url, demo, names }: Given, source: string, path: string): Entry[] {
  const isPage = source.endsWith('/page')
  const { client_id, client_secret, redirect_uri } = demo.clients.web
  const fields = { ...protocolFields, client_id, client_secret, redirect_uri }
  const query = path.startsWith('/api/v2')
    ? []
    : [...new Set([...names, ...(isPage ? [] : Object.keys(fields))])]
  const base = {
    path: braced(path),
    parameters: parametersOf(demo),
    query,
    bound: [],
    limit: largestBody,
    fields,
    files: [],
  }
  const headers = { origin: url, ...ofRoute[path]?.() }
  const caller = callerAt(path)
  const get = { ...base, method: 'GET', headers: {}, bodies: [] }
  const post = { ...base, method: 'POST', headers }
  const ways: Entry[] = [
    { ...get, name: `GET ${path} as a stranger`, caller: 'stranger' },
    { ...get, name: `GET ${path} as an ${caller}`, caller },
  ]
  if (!isPage)
    return [...ways, { ...post, name: `POST ${path}`, caller, bodies: ['form', 'json', 'multipart'] }]
  const call = { ...headers, 'next-action': 'a' }
  return [
    ...ways,
    {
      ...post,
      name: `POST ${path} as a call`,
      headers: call,
      caller: 'stranger',
      bodies: ['multipart', 'arguments'],
    },
    {
      ...post,
      name: `POST ${path} by a form`,
      caller,
      bodies: ['form', 'multipart'],
      limit: limitOf(path),
    },
  ]
}

/** Without these, the body is not read. */
const ofRoute: Record<string, () => Record<string, string>> = {
  '/api/webhooks/resend': () => ({
    'svix-id': 'msg_a',
    'svix-timestamp': String(Math.floor(Date.now() / 1000)),
    'svix-signature': 'v1,AAAA',
  }),
}

function callerAt(path: string): 'owner' | 'operator' {
  return path.startsWith('/console') ? 'operator' : 'owner'
}

/** Of a form of someone who is signed in. */
function limitOf(path: string): number {
  if (/\/branding$|^\/account$/.test(path)) return largestUpload
  return /\/sign-in-methods\/(?:new|providers\/[^/]+)$/.test(path) ? largestMetadata : largestBody
}

type Action = z.output<typeof actionsInBuild>['node'][string]

/** A server action, called by someone who may do it and by a stranger. */
function actionEntries({ url, demo, names }: Given, id: string, action: Action): Entry[] {
  const worker = Object.keys(action.workers)[0] ?? 'app/page'
  const path =
    worker
      .replace(/^app/, '')
      .replace(/\/page$/, '')
      .replaceAll(/\/\([^)]*\)/g, '') || '/'
  const file = action.filename
  const caller = callerAt(path)
  const accepted = acceptedBy(caller, demo)
  const { texts, files } = fieldsOf(file)
  const fields = Object.fromEntries(texts.map((field) => [field, accepted[field] ?? 'a']))
  const headers = { origin: url, 'next-action': id, accept: 'text/x-component' }
  const base = {
    method: 'POST',
    path: braced(path),
    parameters: parametersOf(demo),
    query: names,
    fields,
    files,
    bodies: ['multipart', 'arguments'] as const,
    bound: boundTo(action, demo),
  }
  const name = `action ${action.exportedName} of ${file.replace(/^app/, '').replace('/actions.ts', '')}`
  return [
    {
      ...base,
      name: `${name} as an ${caller}`,
      headers,
      caller,
      limit: limitOf(path),
    },
    {
      ...base,
      name: `${name} as a stranger`,
      headers,
      caller: 'stranger',
      limit: largestBody,
    },
  ]
}

/** The organization whose page an action belongs to, as its form binds it. */
function boundTo({ filename, exportedName }: Action, demo: Demo): string[] {
  const adapter = adapterOf(filename, exportedName)
  if (adapter === 'orgAction') return ['acme']
  return adapter === 'tenantOrgAction' ? [changedByOperator(demo).organizationId] : []
}

function braced(path: string): string {
  return path.replaceAll(/\[+(?:\.\.\.)?(\w+)\]+/g, '{$1}')
}

function readBuilt<T extends z.ZodType>(file: string, schema: T): z.output<T> {
  return schema.parse(JSON.parse(readFileSync(join(built, file), 'utf8')))
}
