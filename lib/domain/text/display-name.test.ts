import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '@/test/problems-of'
import { displayName } from './display-name'

const name = displayName({ label: 'Organization name', max: 80 })

describe('displayName accepts', () => {
  it.each([
    ['  Acme\u00a0  Ltd. ', 'Acme Ltd.'],
    ['Cafe\u0301', 'Café'],
    ["Ann O'Neil-Ødegård", "Ann O'Neil-Ødegård"],
    ['Booking.com', 'Booking.com'],
    ['Data: the company', 'Data: the company'],
    ['日本株式会社', '日本株式会社'],
    ['می‌خواهم', 'می‌خواهم'],
    ['Acme 👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'Acme 👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['x', 'x'],
    ['😀'.repeat(80), '😀'.repeat(80)],
  ])('%j', (text, parsed) => {
    expect(name.parse(text)).toBe(parsed)
  })
})

describe('displayName refuses', () => {
  it.each([
    ['', 'cannot be empty'],
    [' \u00a0 ', 'cannot be empty'],
    ['Acme\r\nBcc: eve@attacker.test', 'line breaks'],
    ['Acme\n\nLtd', 'line breaks'],
    ['Acme\u2028Ltd', 'line breaks'],
    ['Acme\tLtd', 'cannot be seen'],
    ['Acme\u0000', 'cannot be seen'],
    ['emcA\u202e', 'cannot be seen'],
    ['\u2066Acme\u2069', 'cannot be seen'],
    ['Ac\u200bme', 'cannot be seen'],
    ['Ac\u00adme', 'cannot be seen'],
    ['Acme\ud800', 'cannot be seen'],
    ['\u200d\u200d', 'at least one'],
    ['\u3164', 'at least one'],
    ['\u0301', 'at least one'],
    ['\u2800\u2800', 'at least one'],
    ['Verify at https://attacker.test', 'a link'],
    ['ｈｔｔｐｓ：／／attacker.test', 'a link'],
    ['evil+x://y', 'a link'],
    ['Go to WWW.attacker.test', 'a link'],
    ['javascript:alert(1)', 'a link'],
    ['<b>Acme</b>', 'cannot contain <'],
    ['＜script＞', 'cannot contain <'],
    ['a'.repeat(81), 'at most 80'],
    ['a'.repeat(300), 'at most 80'],
  ])('%j', (text, problem) => {
    expect(problemsOf(name, text)).toEqual([
      expect.stringMatching(new RegExp(`^Organization name .*${problem}`)),
    ])
  })
})

it('a parsed name parses to itself and has one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { data: parsed } = name.safeParse(text)
      if (parsed === undefined) return
      expect(name.parse(parsed)).toBe(parsed)
      expect(parsed).not.toMatch(/[\r\n\u2028\u2029\u202a-\u202e\u2066-\u2069]/)
    }),
  )
})
