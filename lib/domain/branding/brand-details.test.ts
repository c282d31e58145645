import { describe, expect, it } from 'vitest'
import { problemsOf } from '@/test/problems-of'
import { brandDetailsOf, headline, httpsUrl, supportAddress } from './brand-details'
import { brandLinks } from './brand-links'

describe('accepts', () => {
  it.each([
    [' https://acme.test/terms ', httpsUrl, 'https://acme.test/terms'],
    ['HTTPS://Acme.test', httpsUrl, 'https://acme.test/'],
    [' ', httpsUrl, null],
    ['Help@Acme.test', supportAddress, 'Help@Acme.test'],
    ['https://acme.test/help', supportAddress, 'https://acme.test/help'],
    ['', supportAddress, null],
    [' Welcome  back ', headline, 'Welcome back'],
    ['a'.repeat(80), headline, 'a'.repeat(80)],
    ['', headline, null],
  ])('%j', (text, schema, parsed) => {
    expect(schema.parse(text)).toBe(parsed)
  })
})

describe('refuses, with one sentence', () => {
  it.each([
    ['http://acme.test', httpsUrl, /https:\/\//],
    ['javascript:alert(1)', httpsUrl, /https:\/\//],
    ['//acme.test', httpsUrl, /https:\/\//],
    ['https:', httpsUrl, /https:\/\//],
    ['https://me:secret@acme.test', httpsUrl, /https:\/\//],
    ['https://acme.test/a b', httpsUrl, /https:\/\//],
    ['https://acme.test/\u202egnp', httpsUrl, /https:\/\//],
    [`https://acme.test/${'a'.repeat(500)}`, httpsUrl, /at most 500/],
    ['help', supportAddress, /such as name@example\.com/],
    ['http://acme.test', supportAddress, /https:\/\//],
    ['mailto:help@acme.test', supportAddress, /Enter/],
    ['Win at https://attacker.test', headline, /cannot contain a link/],
    ['<b>Hi</b>', headline, /cannot contain </],
    ['a'.repeat(81), headline, /at most 80/],
  ])('%j', (text, schema, sentence) => {
    expect(problemsOf(schema, text)).toEqual([expect.stringMatching(sentence)])
  })
})

it('links are to what is set', () => {
  expect(brandLinks(brandDetailsOf({}))).toEqual([])
  expect(
    brandLinks(brandDetailsOf({ support: 'help@acme.test', privacyUrl: 'https://acme.test/p' })),
  ).toEqual([
    { label: 'Support', href: 'mailto:help@acme.test' },
    { label: 'Privacy', href: 'https://acme.test/p' },
  ])
  expect(brandLinks(brandDetailsOf({ support: 'https://acme.test/help' }))).toEqual([
    { label: 'Support', href: 'https://acme.test/help' },
  ])
})
