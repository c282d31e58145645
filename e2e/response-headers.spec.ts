import { expect, test } from '@playwright/test'
import { readdirSync, readFileSync } from 'node:fs'
import { call, type Answer, type Call } from './oidc-caller'
import { BrowserTenant } from '@/test/fixtures/browser-tenant'

/** What Next answers before proxy.ts runs, beside it or without it carries what every answer carries. */

const files = readdirSync('public').map((name) => `/${name}`)
const action = '00'.repeat(21)

const fixed = {
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
  'content-security-policy': expect.stringMatching(/^default-src 'none'; .*frame-ancestors 'none'$/),
}

/** Email programs that run in a browser show logos from a site of their own. */
const ofLogos = {
  ...fixed,
  'cross-origin-resource-policy': 'cross-origin',
  'content-security-policy': "default-src 'none'",
}

const oddPaths = `
  / /sign-in /sign-in/ /sign-in/?next=/ /sign-in// /sign-in?/ /SIGN-IN /sign-in;x /sign-in%2f /sign-in%5c
  /nothing /nothing/ /a//b /a/// /index /404 /500 /_error /_global-error /_not-found /proxy /robots.txt/ /%5csign-in/
  /o/acme/ /o/acme/home/ /o/nothing /o/[slug] /o/%5Bslug%5D /invitations/nothing/ /join/nothing /logos/nothing /logos/nothing/
  /api/v2 /api/v2/ /api/v2/users/ /api/v2/nothing /my-org /my-org/ /my-org/v1/nothing /my-org/details/ /api/nothing /api/auth/session/ /api/auth/nothing /api/webhooks/resend
  /api/health /api/health/live /api/health/live/ /api/health/nothing /oauth /oauth/token /oauth/token/ /oauth/nothing /userinfo /userinfo/
  /authorize/ /v2/logout/ /pem /pem/ /pem?cert=connection /pem?cert=%00 /.well-known/nothing /.well-known/change-password /.well-known/security.txt /favicon.ico /.well-known/jwks.json/ /docs/api/ /dev/mail.json/
  /_next /_next/ /_next/static /_next/static/ /_next/static/nothing.js /_next/static/..%2f..%2fserver /_next/nothing
  /_next/data/x/sign-in.json /_next/image /_next/image/ /_next/image?url=%2Ffavicon.svg&w=64&q=75
  /_next/hmr /_next/webpack-hmr /__nextjs_original-stack-frame /sign-in.rsc /sign-in.txt /.rsc /sign-in?_rsc=1
  /sign-in.segments/_tree.segment.rsc /sign-in/?_rsc=1 /%2f%2fattacker.test/ /%0d%0aset-cookie:a/ //attacker.test/
  /../sign-in /%00 /%ff /${'a'.repeat(3000)}
`
  .trim()
  .split(/\s+/)

const requests: (Call & { name: string })[] = [
  { name: 'GET' },
  { name: 'HEAD', method: 'HEAD' },
  { name: 'OPTIONS', method: 'OPTIONS' },
  ...['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'].map((method) => ({ name: method, method })),
  { name: 'GET of a part', headers: { range: 'bytes=99999999-' } },
  {
    name: 'GET with conditions',
    headers: { 'if-match': '"x"', 'if-unmodified-since': new Date(0).toUTCString() },
  },
  { name: 'GET of a server component', headers: { rsc: '1' } },
  { name: 'GET of a prefetch', headers: { rsc: '1', 'next-router-prefetch': '1', purpose: 'prefetch' } },
  { name: 'GET of page data', headers: { 'x-nextjs-data': '1' } },
  { name: 'POST of an action', method: 'POST', headers: { 'next-action': action } },
  {
    name: 'POST of an action as text',
    method: 'POST',
    headers: { 'next-action': action, 'content-type': 'text/plain' },
  },
]

let origin: string
let chunk: string
let paths: string[]

test.beforeAll(({ baseURL }) => {
  origin = baseURL ?? 'http://localhost:3100'
  const build = readFileSync('.next/BUILD_ID', 'utf8')
  chunk = `/_next/static/chunks/${readdirSync('.next/static/chunks').find((name) => name.endsWith('.js'))}`
  const ofBuild = [chunk, `/_next/data/${build}/sign-in.json`, `/_next/data/${build}/sign-in/`]
  paths = [...oddPaths, ...files, ...ofBuild]
})

/** From one of our own pages, where a browser would say so. */
function fromOurPage({ method, headers }: Call): Record<string, string> {
  return { ...headers, ...(method === undefined ? {} : { origin }) }
}

function expectComplete({ status, headers }: Answer, path: string): void {
  const isLogo = path.startsWith('/logos/') && headers['cross-origin-resource-policy'] === 'cross-origin'
  expect({ path, status, headers }).toMatchObject({ path, headers: isLogo ? ofLogos : fixed })
  expect(headers['x-powered-by']).toBeUndefined()
  expect(status, path).toBeLessThan(500)
  const isFile = status === 200 && [...files, chunk].includes(path)
  expect(headers['cache-control'], path).toMatch(isFile ? /^public, max-age=/ : /no-store/)
}

for (const { name, ...request } of requests) {
  test(`${name}: every answer carries the security headers and is stored nowhere, on odd paths too`, async () => {
    const headers = fromOurPage(request)
    for (const path of paths) expectComplete(await call(origin, path, { ...request, headers }), path)
  })
}

test('what programs ask of every site is there: version, robots.txt, an icon, where a password is changed', async () => {
  const { status, json } = await call(origin, '/api/health?x')
  const [, version] = /"version": "([^"]+)"/.exec(readFileSync('package.json', 'utf8')) ?? []
  expect({ status, json }).toEqual({ status: 200, json: { status: 'ok', version } })
  expect((await call(origin, '/robots.txt')).text).toBe(readFileSync('public/robots.txt', 'utf8'))
  const leads = { '/favicon.ico': '/logos/letter', '/.well-known/change-password': '/account#password' }
  for (const [path, location] of Object.entries(leads))
    expect(await call(origin, path)).toMatchObject({ status: 303, headers: { location } })
  expect((await call(origin, '/.well-known/security.txt')).status).toBe(404)
  // Password managers ask for it to learn whether a 404 is one here: https://www.w3.org/TR/change-password-url/
  const absent = '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200'
  expect((await call(origin, absent)).status).toBe(404)
})

test('a redirect of a trailing slash keeps the query, stays on the site, and never comes before the check of the Origin', async () => {
  for (const [path, location] of [
    ['/sign-in/', '/sign-in'],
    ['/sign-in/?return_to=%2Forgs&x', '/sign-in?return_to=%2Forgs&x='],
    ['/%2f%2fattacker.test/', '/%2f%2fattacker.test'],
    ['/%5cattacker.test/', '/%5cattacker.test'],
    ['/%0d%0aset-cookie:a/', '/%0d%0aset-cookie:a'],
  ] as const) {
    expect(await call(origin, path), path).toMatchObject({ status: 308, headers: { location } })
    for (const foreign of ['http://attacker.test', 'null'])
      expect((await call(origin, path, { method: 'POST', headers: { origin: foreign } })).status, path).toBe(
        403,
      )
    expect((await call(origin, path, { method: 'POST' })).status, path).toBe(403)
    const { status } = await call(origin, path, { method: 'POST', headers: { origin } })
    expect(status, path).toBe(308)
  }
})

test('no path runs a server action for a request without an Origin of ours', async () => {
  const calls = [
    '/oauth/token/x',
    '/userinfo/x',
    '/v2/logout/ask',
    '/api/webhooks/resend',
    '/api/v2x',
    '/my-orgx',
    ...paths,
  ]
  for (const path of calls) {
    const form = { 'content-type': 'multipart/form-data; boundary=x' }
    const body = `--x\r\ncontent-disposition: form-data; name="$ACTION_ID_${action}"\r\n\r\n\r\n--x--\r\n`
    for (const request of [{ headers: { 'next-action': action } }, { headers: form, body }]) {
      const { status, headers } = await call(origin, path, { ...request, method: 'POST' })
      expect(headers['x-nextjs-action-not-found'], path).toBeUndefined()
      const isPage = headers['content-type']?.startsWith('text/html') ?? false
      expect({ path, status, isPage }).toMatchObject({ path, isPage: false })
    }
  }
})

test('https is asked for by every answer of a tenant that is served by it, and by no other', async () => {
  const { url } = await BrowserTenant.create(origin, 'https://localhost:4443')
  const paths = ['/sign-in', '/sign-in/', '/api/v2/nothing', '/_next/static/nothing.js', chunk]
  const asked = ['GET', 'POST', 'TRACE'].flatMap((method) => paths.map((path) => ({ method, path })))
  for (const { method, path } of asked) {
    const what = `${method} ${path}`
    const secure = await call(origin, path, { method, headers: { host: new URL(url).host } })
    expect(secure.headers['strict-transport-security'], what).toBe('max-age=31536000; includeSubDomains')
    const plain = await call(origin, path, { method, headers: { 'x-forwarded-proto': 'https' } })
    expect(plain.headers['strict-transport-security'], what).toBeUndefined()
  }
})
