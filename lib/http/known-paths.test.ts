import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readKnownPaths } from './known-paths'

let folder: string
let isKnown: (path: string) => boolean

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-paths-'))
  mkdirSync(join(folder, '.next'))
  mkdirSync(join(folder, 'public'))
  writeFileSync(join(folder, 'public/favicon.svg'), '<svg/>')
  const staticRoutes = [{ regex: '^/(?:/)?$' }, { regex: '^/sign\\-in(?:/)?$' }]
  const dynamicRoutes = [{ regex: '^/o/([^/]+?)(?:/)?$' }, { regex: '^/api/v2(?:/(.+?))?(?:/)?$' }]
  writeFileSync(join(folder, '.next/routes-manifest.json'), JSON.stringify({ staticRoutes, dynamicRoutes }))
  isKnown = readKnownPaths(folder)
})
afterAll(() => rmSync(folder, { recursive: true }))

it.each([
  '/',
  '/sign-in',
  '/sign-in/',
  '/nothing/',
  '//sign-in',
  '/sign%2Din',
  '/o/acme',
  '/o/a%20b',
  '/api/v2/users',
  '/favicon.svg',
  '/_next/static/chunks/a.js',
])('knows %s', (path) => expect(isKnown(path)).toBe(true))

it.each(['/wp-login.php', '/sign-in/nothing', '/o', '/o/acme/nothing', '/favicon.ico', '/_nextdoor'])(
  'does not know %s',
  (path) => expect(isKnown(path)).toBe(false),
)
