import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DomainError } from '@/lib/errors'
import { schemasOfTexts as schemas } from '@/test/schemas-of-texts'
import { countOfTexts, seed, slowTexts, tooSlow } from '@/test/slow-texts'
import { findHexColor } from '../branding/color'
import { parseDomain, parseDomains, parseText } from '../connections/option-values'
import { parseCertificate } from '../connections/saml-options'
import { parseMailServer } from '../email-sender/mail-server-input'
import { parseSenderInput } from '../email-sender/update-email-sender'
import { proposeSlug, slugSkeleton } from '../organizations/slug'
import { parseRoleInput } from '../roles/role-input'
import { parseCategories, parseSink } from '../log-streams/log-stream-input'
import { parseWebhookInput } from '../webhooks/webhook-input'
import { fold, foldWords, nextPrefix } from './fold'
import { foldedAddress } from './email-address'
import { safeReturnTo } from './return-to'

const functions: Record<string, (text: string) => unknown> = {
  findHexColor,
  fold: ofBounded(fold),
  foldWords: ofBounded(foldWords),
  foldedAddress,
  nextPrefix,
  parseCertificate: (text) => readOrRefuse(() => parseCertificate(text)),
  parseSenderInput: (text) => {
    for (const field of ['fromName', 'fromAddress', 'replyTo', 'apiKey', 'webhookSecret'] as const)
      readOrRefuse(() => parseSenderInput({ [field]: text }))
  },
  parseCategories: (text) => readOrRefuse(() => parseCategories([text])),
  parseDomain: (text) => readOrRefuse(() => parseDomain(text, 'domain')),
  parseDomains: (text) => readOrRefuse(() => parseDomains([text])),
  parseSink: (text) => {
    for (const given of [{ endpoint: text }, { contentType: text }, { authorization: text }])
      readOrRefuse(() => parseSink(given))
    for (const header of [{ name: text }, { name: 'x-source', value: text }])
      readOrRefuse(() => parseSink({ customHeaders: [header] }))
  },
  parseMailServer: (text) => {
    const server = { host: 'smtp.acme.test', port: 587, user: 'foyer', password: 'of the server' }
    for (const given of [{ host: text }, { user: text }, { password: text }])
      readOrRefuse(() => parseMailServer({ ...server, ...given }))
  },
  parseText: (text) => readOrRefuse(() => parseText(text, { field: 'text', label: 'A text', max: 1e9 })),
  parseWebhookInput: (text) => {
    const webhook = { name: 'Hook', url: 'https://hooks.acme.test', eventTypes: ['*'] }
    for (const given of [{ name: text }, { url: text }, { eventTypes: [text] }])
      readOrRefuse(() => parseWebhookInput({ kind: 'organization' }, { ...webhook, ...given }))
  },
  proposeSlug,
  parseRoleInput: (text) => parseRoleInput({ name: 'Editor', description: text, permissions: [] }),
  safeReturnTo: (text) => safeReturnTo(`/${text}`, '/'),
  slugSkeleton: ofBounded(slugSkeleton),
}

const readers = [
  ...Object.entries(functions),
  ...Object.entries(schemas).map(
    ([name, schema]) => [name, (text: string): unknown => schema.safeParse(text)] as const,
  ),
]

function readOrRefuse(read: () => unknown): void {
  try {
    read()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
  }
}

/** These throw for longer texts: their callers bound the length. */
function ofBounded(read: (text: string) => unknown) {
  return (text: string) => read(text.slice(0, 2_600))
}

const texts = slowTexts(countOfTexts(60), seed)

describe('nothing that a request can carry holds the event loop', () => {
  it.each(readers)('in %s', { timeout: 60_000 + texts.length * 200 }, (_, read) => {
    for (const text of texts) expect(tooSlow(read, text), `FOYER_SEED=${seed}`).toBeNull()
  })
})

/** They read what the database or the code stores, not what a request sends. */
const stored = [
  'audience',
  'authorization',
  'brandDetails',
  'federatedProfile',
  'foundEntityId',
  'providerOptions',
  'providerSession',
  'providerTrust',
  'publicKeys',
  'samlAttributes',
  'samlOptions',
  'requestedAttributes',
  'storedConfiguration',
  'storedConnectionConfig',
]

describe('every parser of lib/domain is tested here', () => {
  const sources = globSync('lib/domain/**/*.ts', { exclude: (path) => path.endsWith('.test.ts') })

  it('every exported schema', { timeout: 60_000 }, async () => {
    const found: string[] = []
    for (const path of sources.filter((path) => /^export const/m.test(readFileSync(path, 'utf8')))) {
      const exported = z.record(z.string(), z.unknown()).parse({ ...(await import(resolve(path))) })
      for (const [name, value] of Object.entries(exported)) if (value instanceof z.ZodType) found.push(name)
    }
    expect(found).toContain('emailList')
    expect(found.filter((name) => !stored.includes(name) && !(name in schemas))).toEqual([])
  })

  it('every exported function that makes a schema or parses', () => {
    const found = sources.flatMap((path) =>
      Array.from(readFileSync(path, 'utf8').matchAll(/^export function (\w+)[^]*?^}/gm))
        .filter(([text, name = '']) => name.startsWith('parse') || /\breturn z\b|\): z\.Zod/.test(text))
        .map(([, name = '']) => name),
    )
    const ofSchemas = ['parseInput', 'parseOptional', 'parseFields', 'schemaOf', 'byStrategy']
    expect(found).toContain('displayName')
    expect(
      found.filter((name) => !ofSchemas.includes(name) && !(name in schemas) && !(name in functions)),
    ).toEqual([])
  })
})

it('the search finds what is slow', () => {
  function slow(text: string) {
    const before = process.threadCpuUsage()
    while (process.threadCpuUsage(before).user < 20_000) text.repeat(10_000).search('z')
  }
  expect(tooSlow(slow, 'abc', 10)).toMatch(/ms for 3 bytes that begin with "abc"/)
})
