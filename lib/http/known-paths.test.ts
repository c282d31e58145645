import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readKnownPaths } from './known-paths'

let folder: string
let isKnown: (path: string) => boolean

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-paths-'))
  mkdirSync(join(folder, '.next/static/chunks'), { recursive: true })
  mkdirSync(join(folder, 'public'))
  writeFileSync(join(folder, '.next/static/chunks/a.js'), '')
  writeFileSync(join(folder, 'public/favicon.svg'), '<svg/>')
  const staticRoutes = ['^/(?:/)?$', '^/sign\\-in(?:/)?$', '^/_not\\-found(?:/)?$'].map((regex) => ({
    regex,
  }))
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
  '/o/a%2Fb',
  '/api/v2/users',
  '/favicon.svg',
  '/_next/static/chunks/a.js',
])('knows %s', (path) => expect(isKnown(path)).toBe(true))

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
])('does not know %s', (path) => expect(isKnown(path)).toBe(false))
