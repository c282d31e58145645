import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '@/test/problems-of'
import { commonPasswords, passwordFor } from './password'

const ann = { email: 'Ann.Leeson@Acme.Test', name: 'Ann Leeson' }

describe('passwordFor', () => {
  it.each(['correct horse', 'ten chars!', '😀😁😂🤣😃😄😅😆😉😊', ' keeps its spaces ', 'ab12'.repeat(256)])(
    'accepts %j as it is',
    (text) => {
      expect(passwordFor(ann).parse(text)).toBe(text)
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
    expect(problemsOf(passwordFor(ann), text)).toEqual([expect.stringMatching(problem)])
  })

  it('takes 1,024 bytes and no more', () => {
    const tooLong = [expect.stringContaining('at most 1,024')]
    expect(problemsOf(passwordFor(ann), 'ab12'.repeat(256))).toEqual([])
    expect(problemsOf(passwordFor(ann), `${'ab12'.repeat(256)}x`)).toEqual(tooLong)
    expect(problemsOf(passwordFor(ann), 'é12345'.repeat(150))).toEqual(tooLong)
    expect(problemsOf(passwordFor(ann), 'x'.repeat(1_000_000))).toEqual(tooLong)
  })

  it('a name that is not given or empty refuses nothing', () => {
    expect(problemsOf(passwordFor({ email: 'ann@acme.test' }), 'open the door')).toEqual([])
  })

  it('never fails on junk', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, email) => {
        passwordFor({ email }).safeParse(text)
      }),
    )
  })
})

it('the common passwords are of a length that the rules allow, folded', () => {
  expect(commonPasswords.size).toBeGreaterThan(100)
  for (const password of commonPasswords) {
    expect(password.length).toBeGreaterThanOrEqual(10)
    expect(password).toBe(password.toLowerCase())
  }
})
