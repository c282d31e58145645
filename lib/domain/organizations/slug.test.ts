import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '@/test/problems-of'
import { rounds } from '@/test/rounds'
import { organizationSlug, selfServiceSlug } from './organization-fields'
import { isReservedSlug, proposeSlug, slugSkeleton } from './slug'

describe('organizationSlug', () => {
  it.each([
    ['acme', 'acme'],
    [' Acme-2_x ', 'acme-2_x'],
    ['ａｃｍｅ', 'acme'],
    ['7', '7'],
    ['a--b-', 'a--b-'],
    ['api', 'api'],
    ['organic', 'organic'],
    ['a'.repeat(50), 'a'.repeat(50)],
  ])('accepts %j', (text, slug) => {
    expect(organizationSlug.parse(text)).toEqual(slug)
  })

  it.each([
    ['', 'Enter a slug'],
    ['..', 'only letters'],
    ['a/b', 'only letters'],
    ['a b', 'only letters'],
    ['a%2fb', 'only letters'],
    ['аcme', 'only letters'],
    ['acmé', 'only letters'],
    ['acme\u202e', 'only letters'],
    ['acme\u0000', 'only letters'],
    ['-acme', 'must start with'],
    ['_acme', 'must start with'],
    ['org_0123456789abcdef', 'org_'],
    ['a'.repeat(51), 'at most 50'],
  ])('refuses %j', (text, problem) => {
    expect(problemsOf(organizationSlug, text)).toEqual([expect.stringContaining(problem)])
  })
})

it('organizationSlug refuses a text of any length', () => {
  expect(problemsOf(organizationSlug, 'a'.repeat(1_000_000))).toEqual([expect.stringMatching(/at most 50/)])
})

describe('selfServiceSlug', () => {
  it.each(['acme', 'globex', 'initech', 'hooli', 'piper', 'a1', 'north-wind_2', 'apiary', 'newton'])(
    'accepts %j',
    (slug) => {
      expect(selfServiceSlug.parse(slug)).toEqual(slug)
    },
  )

  it.each([
    ['a', 'two characters'],
    ['acme-', 'hyphen'],
    ['acme--x', 'hyphen'],
    ['acme-_x', 'hyphen'],
    ['..', 'only letters'],
    ['api', 'This slug is reserved'],
    ['admin', 'This slug is reserved'],
    ['ａｄｍｉｎ', 'This slug is reserved'],
    ['ADM1N', 'This slug is reserved'],
    ['adrnin', 'This slug is reserved'],
    ['a-d-m-i-n', 'This slug is reserved'],
    ['wvvw', 'This slug is reserved'],
    ['r00t', 'This slug is reserved'],
    ['foyer_', 'hyphen'],
    ['f0yer', 'This slug is reserved'],
    ['5upport', 'This slug is reserved'],
    ['signin', 'This slug is reserved'],
  ])('refuses %j', (text, problem) => {
    expect(problemsOf(selfServiceSlug, text)).toEqual([expect.stringContaining(problem)])
  })
})

describe('proposeSlug', () => {
  it.each([
    ['Acme', 'acme'],
    ['  Müller & Söhne GmbH. ', 'muller-and-sohne-gmbh'],
    ['Ødegård Æther Straße', 'odegard-aether-strasse'],
    ["Ann's Bakery", 'anns-bakery'],
    ['Ｇｌｏｂｅｘ ＣＯ．', 'globex-co'],
    ['Admin', 'admin-team'],
    ['Sign in', 'sign-in-team'],
  ])('makes of %j %j', (name, slug) => {
    expect(proposeSlug(name)).toBe(slug)
  })

  it('finds something for names in other letters, the same each time', () => {
    expect(proposeSlug('日本株式会社')).toMatch(/^team-[a-z0-9]{7}$/)
    expect(proposeSlug('日本株式会社')).toBe(proposeSlug(' 日本株式会社'))
    expect(proposeSlug('日本株式会社')).not.toBe(proposeSlug('東京株式会社'))
  })

  it('always parses', () => {
    const names = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme', maxLength: 100 }),
      fc.string({ unit: fc.constantFrom('a', 'B', '-', '_', ' ', '&', 'o', 'r', 'g', '1'), maxLength: 80 }),
    )
    fc.assert(
      fc.property(names, (name) => {
        const slug = proposeSlug(name)
        expect(selfServiceSlug.parse(slug)).toEqual(slug)
      }),
      { numRuns: rounds(1_000) },
    )
  })
})

describe('slugSkeleton', () => {
  it.each([
    ['acme', 'acrne'],
    ['acme-corp', 'acmecorp'],
    ['acme-corp', 'acme_corp'],
    ['globex', 'gl0bex'],
    ['hooli', 'hool1'],
    ['hooli', 'hooii'],
    ['north-wind', 'north-vvind'],
    ['studios', 'studio5'],
  ])('of %j and %j is the same', (one, other) => {
    expect(slugSkeleton(one)).toBe(slugSkeleton(other))
  })

  it('keeps numbered slugs apart', () => {
    const skeletons = Array.from({ length: 2_000 }, (_, number) => slugSkeleton(`load-${number}`))
    expect(new Set(skeletons).size).toBe(2_000)
  })
})

describe('the reserved words', () => {
  const app = join(import.meta.dirname, '../../../app')

  it('hold every first segment of our addresses', () => {
    expect(segments(app).filter((segment) => !isReservedSlug(segment))).toEqual([])
  })

  it('hold every segment below an organization', () => {
    expect(segments(join(app, 'o', '[slug]')).filter((segment) => !isReservedSlug(segment))).toEqual([])
  })
})

/** The next segments that a folder of routes gives addresses; groups are transparent, parameters are no words. */
function segments(folder: string): string[] {
  if (!existsSync(folder)) return []
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders.flatMap(({ name }) => {
    if (name.startsWith('(') || name.startsWith('@')) return segments(join(folder, name))
    return name.startsWith('[') || name.startsWith('_') ? [] : [name]
  })
}
