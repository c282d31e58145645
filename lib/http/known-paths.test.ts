import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readKnownPaths } from './known-paths'

let folder: string
let routeOf: (path: string) => string | null

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-paths-'))
  mkdirSync(join(folder, '.next/static/chunks'), { recursive: true })
  mkdirSync(join(folder, 'public'))
  writeFileSync(join(folder, '.next/static/chunks/a.js'), '')
  writeFileSync(join(folder, 'public/favicon.svg'), '<svg/>')
  const staticRoutes = [
    { page: '/', regex: '^/(?:/)?$' },
    { page: '/sign-in', regex: '^/sign\\-in(?:/)?$' },
    { page: '/_not-found', regex: '^/_not\\-found(?:/)?$' },
  ]
  const dynamicRoutes = [
    { page: '/o/[slug]', regex: '^/o/([^/]+?)(?:/)?$' },
    { page: '/api/v2/[[...path]]', regex: '^/api/v2(?:/(.+?))?(?:/)?$' },
  ]
  writeFileSync(join(folder, '.next/routes-manifest.json'), JSON.stringify({ staticRoutes, dynamicRoutes }))
  routeOf = readKnownPaths(folder)
})
afterAll(() => rmSync(folder, { recursive: true }))

it.each([
  ['/', '/'],
  ['/sign-in', '/sign-in'],
  ['/sign-in/', '/sign-in'],
  ['/nothing/', '(redirect)'],
  ['//sign-in', '/sign-in'],
  ['/sign%2Din', '/sign-in'],
  ['/o/acme', '/o/{slug}'],
  ['/o/a%20b', '/o/{slug}'],
  ['/o/a%2Fb', '/o/{slug}'],
  ['/api/v2/users', '/api/v2/{path}'],
  ['/favicon.svg', '/favicon.svg'],
  ['/_next/static/chunks/a.js', '/_next/static'],
])('knows %s as %s', (path, route) => expect(routeOf(path)).toBe(route))

it.each([
  '/wp-login.php',
  '/sign-in/nothing',
  '/sign-in%2F',
  '/nothing%2F',
  '/nothing%5C',
  '/o',
  '/o/acme/nothing',
  '/favicon.ico',
  '/_not-found',
  '/_next/static/chunks/other.js',
  '/_next/nothing',
  '/_nextdoor',
])('does not know %s', (path) => expect(routeOf(path)).toBeNull())
