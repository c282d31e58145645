import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { countOfTexts, seed, slowTexts, tooSlow } from '@/test/slow-texts'
import { parseIdentifier, parsePermissions } from '../apis/api-settings'
import { parseColour, parseOwnColour } from '../branding/colour'
import { parseCallback, parseOrigin, parsePage } from '../clients/parse-url'
import { parseConnectionName } from '../connections/create-connection'
import { parseProviderUrl } from '../connections/provider-url'
import { parsePassword } from '../crypto/parse-password'
import { parseDomain } from '../domains/parse-domain'
import { parseOrganizationName } from '../organizations/parse-organization-name'
import { parseOwnSlug, parseSlug, proposeSlug, slugSkeleton } from '../organizations/slug'
import { parseAssertion, parseNewCredential } from '../passkeys/parse-credential'
import { readRoleInput } from '../roles/role-input'
import { fold, foldWords, nextPrefix } from './fold'
import { foldedAddress } from './folded-address'
import { parseEmail } from './parse-email'
import { parseEmails } from './parse-emails'
import { parseDescription, parseName } from './parse-name'
import { safeReturnTo } from './return-to'

const ann = { email: 'ann@acme.test', name: 'Ann' }

const readers: Record<string, (text: string) => unknown> = {
  fold: ofBounded(fold),
  foldWords: ofBounded(foldWords),
  foldedAddress,
  nextPrefix,
  parseAssertion,
  parseCallback: (text) => parseCallback(text, 'native'),
  parseColour,
  parseConnectionName,
  parseDescription,
  parseDomain,
  parseEmail,
  parseEmails,
  parseIdentifier,
  parseName: (text) => parseName(text, { label: 'Name', max: 300 }),
  parseNewCredential,
  parseOrganizationName,
  parseOrigin: (text) => parseOrigin(text, 'regular_web'),
  parseOwnColour,
  parseOwnSlug,
  parsePage,
  parsePassword: (text) => parsePassword(text, ann),
  parsePermissions: (text) => parsePermissions([{ name: 'read:all', description: text }]),
  parseProviderUrl,
  parseSlug,
  parseWantedRole: (text) => readRoleInput({ name: 'Editor', description: text, permissions: [] }),
  proposeSlug,
  safeReturnTo: (text) => safeReturnTo(`/${text}`, '/'),
  slugSkeleton: ofBounded(slugSkeleton),
}

/** Of longer texts they throw, since whoever calls them bounds what they read. */
function ofBounded(read: (text: string) => unknown) {
  return (text: string) => read(text.slice(0, 2_600))
}

const texts = slowTexts(countOfTexts(60), seed)

describe('nothing that a request can carry holds the event loop', () => {
  it.each(Object.entries(readers))('in %s', { timeout: 60_000 + texts.length * 200 }, (_, read) => {
    for (const text of texts) expect(tooSlow(read, text), `FOYER_SEED=${seed}`).toBeNull()
  })
})

it('all parsers of texts are here', () => {
  const sources = globSync('lib/domain/**/*.ts', { exclude: (path) => path.endsWith('.test.ts') })
  const found = sources.flatMap((path) =>
    Array.from(readFileSync(path, 'utf8').matchAll(/^export function (parse\w+)/gm), ([, name]) => name),
  )
  expect(found).toContain('parseEmails')
  const ofParsers = ['parseFields', 'parseInput']
  expect(
    found.filter((name) => name !== undefined && !ofParsers.includes(name) && !(name in readers)),
  ).toEqual([])
})

it('the search finds what is slow', () => {
  function slow(text: string) {
    const before = process.threadCpuUsage()
    while (process.threadCpuUsage(before).user < 20_000) text.repeat(10_000).search('z')
  }
  expect(tooSlow(slow, 'abc', 10)).toMatch(/ms for 3 bytes that begin with "abc"/)
})
