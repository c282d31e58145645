import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rounds } from '@/test/rounds'
import { safeReturnTo } from './return-to'

describe('safeReturnTo', () => {
  it.each([
    '/',
    '/orgs',
    '/o/acme/members?q=ann&page=2#top',
    '/o/acme/members?next=https://attacker.test//x',
    '/invitations/abc?x=%0d%0a',
    '/o/acme/a%20b',
  ])('keeps %j', (text) => {
    expect(safeReturnTo(text, '/home')).toBe(text)
  })

  it.each([
    undefined,
    null,
    ['/orgs', '//attacker.test'],
    '',
    'orgs',
    '//attacker.test',
    '///attacker.test',
    '/\\attacker.test',
    '\\\\attacker.test',
    '/x\\y',
    'https:attacker.test',
    'https://attacker.test',
    'https:/attacker.test',
    'http://return-to.invalid/orgs',
    '//return-to.invalid/orgs',
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    ' //attacker.test',
    '/\t/attacker.test',
    '/\n/attacker.test',
    '/\u0000/attacker.test',
    '/orgs\r\nSet-Cookie: a=b',
    '/%2fattacker.test',
    '/%2F%2Fattacker.test',
    '/%252fattacker.test',
    '/%5cattacker.test',
    '/%255cattacker.test',
    '/%09/attacker.test',
    '/orgs%0d%0aSet-Cookie:a',
    '%2f%2fattacker.test',
    '/.//attacker.test',
    '/x/..//attacker.test',
    '/%2e//attacker.test',
    '/x/%2e%2e//attacker.test',
    '/x/%252e%252e/%252fattacker.test',
    '/\u2028/attacker.test',
    '/%',
    '/%ff',
  ])('falls back for %j', (text) => {
    expect(safeReturnTo(text, '/home')).toBe('/home')
  })

  it('falls back for a path that is too long', () => {
    expect(safeReturnTo(`/${'a'.repeat(2_000)}`, '/home')).toBe('/home')
  })

  it('whatever is given, a browser stays at this origin', () => {
    const parts = fc.constantFrom(
      '/',
      '\\',
      '//',
      '%2f',
      '%5c',
      '.',
      '..',
      '@',
      ':',
      'attacker.test',
      '\t',
      '%09',
      '?',
      '#',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(parts, fc.string()), { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`),
    )
    fc.assert(
      fc.property(text, (candidate) => {
        const path = safeReturnTo(candidate, '/home')
        expect(path).toMatch(/^\/(?![/\\])/)
        expect(new URL(path, 'https://foyer.test').origin).toBe('https://foyer.test')
        expect(safeReturnTo(path, '/else')).toBe(path)
      }),
      { numRuns: rounds(2_000) },
    )
  })
})
