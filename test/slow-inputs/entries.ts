import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Demo } from './callers'
import type { Entry } from './entry'
import { operationEntries } from './operation-entries'
import { fieldsOf, queryNames } from './source-names'

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

/** A page or a route, read by a stranger and by a member, and written to. */
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
  }
  const headers = { origin: url }
  const get = { ...base, method: 'GET', headers: {}, bodies: [] }
  const post = { ...base, method: 'POST', headers }
  const ways: Entry[] = [
    { ...get, name: `GET ${path} as a stranger`, caller: 'stranger' },
    { ...get, name: `GET ${path} as a member`, caller: 'owner' },
  ]
  if (!isPage) return [...ways, { ...post, name: `POST ${path}`, caller: 'owner', bodies: ['form', 'json'] }]
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
      caller: 'owner',
      bodies: ['form', 'multipart'],
      limit: limitOf(path),
    },
  ]
}

/** Of a form of someone who is signed in. */
function limitOf(path: string): number {
  return /\/branding$|^\/account$/.test(path) ? largestUpload : largestBody
}

type Action = z.output<typeof actionsInBuild>['node'][string]

/** A server action, called by the owner of an organization and by a stranger. */
function actionEntries({ url, demo, names }: Given, id: string, action: Action): Entry[] {
  const worker = Object.keys(action.workers)[0] ?? 'app/page'
  const path =
    worker
      .replace(/^app/, '')
      .replace(/\/page$/, '')
      .replaceAll(/\/\([^)]*\)/g, '') || '/'
  const file = action.filename
  const fields = Object.fromEntries(fieldsOf(file).map((name) => [name, acceptedFor(name, demo)]))
  const headers = { origin: url, 'next-action': id, accept: 'text/x-component' }
  const base = {
    method: 'POST',
    path: braced(path),
    parameters: parametersOf(demo),
    query: names,
    fields,
    bound: file.includes('/o/[slug]/(portal)/') ? ['acme'] : [],
  }
  const upload = 'logo' in fields
  const name = `action ${action.exportedName} of ${file.replace(/^app/, '').replace('/actions.ts', '')}`
  return [
    {
      ...base,
      name: `${name} as a member`,
      headers,
      caller: 'owner',
      bodies: upload ? ['multipart', 'arguments', 'image'] : ['multipart', 'arguments'],
      limit: limitOf(path),
    },
    {
      ...base,
      name: `${name} as a stranger`,
      headers,
      caller: 'stranger',
      limit: largestBody,
      bodies: ['multipart', 'arguments'],
    },
  ]
}

function parametersOf({ connections }: Demo): Record<string, string> {
  return {
    slug: 'acme',
    nextauth: 'callback/credentials',
    way: 'email',
    connection: connections['password'] ?? 'a',
  }
}

const accepted: Record<string, string> = {
  email: 'new@acme.test',
  emails: 'new@acme.test',
  name: 'Pat',
  display_name: 'Pat',
  code: '123456',
  password: 'a long enough password',
  new_password: 'a long enough password',
  slug: 'acme',
  return_to: '/orgs',
  organization: 'acme',
  primary_color: '#0059d6',
  background_color: '#ffffff',
  domain: 'new.acme.test',
  description: 'a',
  ready: 'yes',
  kind: 'oidc',
  issuer: 'https://a.test',
}

function acceptedFor(name: string, { roles }: Demo): string {
  return name.startsWith('role') ? (roles['Member'] ?? 'a') : (accepted[name] ?? 'a')
}

function braced(path: string): string {
  return path.replaceAll(/\[+(?:\.\.\.)?(\w+)\]+/g, '{$1}')
}

function readBuilt<T extends z.ZodType>(file: string, schema: T): z.output<T> {
  return schema.parse(JSON.parse(readFileSync(join(built, file), 'utf8')))
}
