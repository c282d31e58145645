import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commonPasswords } from './common-passwords'
import { parsePassword } from './parse-password'

const ann = { email: 'Ann.Leeson@Acme.Test', name: 'Ann Leeson' }

describe('parsePassword', () => {
  it.each(['correct horse', 'ten chars!', '😀😁😂🤣😃😄😅😆😉😊', ' keeps its spaces ', 'ab12'.repeat(256)])(
    'accepts %j as it is',
    (text) => {
      expect(parsePassword(text, ann)).toEqual({ ok: true, value: text })
    },
  )

  it.each([
    ['', /Enter a password/],
    ['nine char', /at least 10/],
    ['😀'.repeat(9), /at least 10/],
    ['aaaaaaaaaaaa', /four different/],
    ['ann.leeson@acme.test', /not your email/],
    ['ANN.LEESON', /not your email/],
    ['ann  leeson', /not your email/],
    ['Password123', /too common/],
    ['ＱＷＥＲＴＹＵＩＯＰ', /too common/],
  ])('refuses %j', (text, problem) => {
    expect(parsePassword(text, ann)).toEqual({ ok: false, problem: expect.stringMatching(problem) as string })
  })

  it('takes 1,024 bytes and no more', () => {
    const tooLong = { ok: false, problem: expect.stringContaining('at most 1,024') as string }
    expect(parsePassword('ab12'.repeat(256), ann)).toMatchObject({ ok: true })
    expect(parsePassword(`${'ab12'.repeat(256)}x`, ann)).toEqual(tooLong)
    expect(parsePassword('é12345'.repeat(150), ann)).toEqual(tooLong)
    expect(parsePassword('x'.repeat(1_000_000), ann)).toEqual(tooLong)
  })

  it('a name that is not given or empty refuses nothing', () => {
    expect(parsePassword('open the door', { email: 'ann@acme.test' })).toMatchObject({ ok: true })
  })

  it('never fails on junk', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, email) => {
        parsePassword(text, { email })
      }),
    )
  })
})

it('the common passwords are of a length that the rules would let in, folded', () => {
  expect(commonPasswords.size).toBeGreaterThan(100)
  for (const password of commonPasswords) {
    expect(password.length).toBeGreaterThanOrEqual(10)
    expect(password).toBe(password.toLowerCase())
  }
})
