import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rounds } from '@/test/rounds'
import { safeReturnTo } from './return-to'

describe('safeReturnTo', () => {
  it.each([
    '/',
    '/orgs',
    '/o/acme/members?q=ann&page=2#top',
    '/o/acme/members?next=https://evil.test//x',
    '/invitations/abc?x=%0d%0a',
    '/o/acme/a%20b',
  ])('keeps %j', (text) => {
    expect(safeReturnTo(text, '/home')).toBe(text)
  })

  it.each([
    undefined,
    null,
    ['/orgs', '//evil.test'],
    '',
    'orgs',
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    '/x\\y',
    'https:evil.test',
    'https://evil.test',
    'https:/evil.test',
    'http://return-to.invalid/orgs',
    '//return-to.invalid/orgs',
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    ' //evil.test',
    '/\t/evil.test',
    '/\n/evil.test',
    '/\u0000/evil.test',
    '/orgs\r\nSet-Cookie: a=b',
    '/%2fevil.test',
    '/%2F%2Fevil.test',
    '/%252fevil.test',
    '/%5cevil.test',
    '/%255cevil.test',
    '/%09/evil.test',
    '/orgs%0d%0aSet-Cookie:a',
    '%2f%2fevil.test',
    '/.//evil.test',
    '/x/..//evil.test',
    '/%2e//evil.test',
    '/x/%2e%2e//evil.test',
    '/x/%252e%252e/%252fevil.test',
    '/\u2028/evil.test',
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
      'evil.test',
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
