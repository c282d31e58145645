import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { problemsOf } from '@/test/problems-of'
import { createTestTenant, type TestTenant } from '@/test/fixtures/tenant'
import { parseNewPassword } from './new-password'
import { passwordFor } from './password'

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

let tenant: TestTenant
beforeAll(async () => {
  tenant = await createTestTenant()
})

describe('parseNewPassword', () => {
  it.each([
    ...[
      'Password123',
      'ＱＷＥＲＴＹＵＩＯＰ',
      'basketball',
      '!!basketball',
      'Monkey2026!',
      '__jennifer-99',
      'footballer',
    ],
    ...['passwordpassword', 'dragondragon1', 'LetMeInLetMeIn', 'test123456', 'soso123aljg', 'monkey12345678'],
  ])('refuses %j, which is common', async (text) => {
    await expect(parseNewPassword(tenant.tenantId, ann, text)).rejects.toMatchObject({
      code: 'invalid',
      field: 'password',
      message: 'This password is too common. Choose another.',
    })
  })

  it.each([
    ...[
      'correct horse',
      'open-the-front-door',
      'dragon monkey shadow',
      'my-dog-ate-it-8341',
      'jennifer#83417#2',
      'jxkvwqhzyb',
    ],
    ...['xkvqw-xkvqw', '9'.repeat(20) + 'abcd', 'é'.repeat(9) + 'abcd'],
  ])('accepts %j', async (text) => {
    expect(await parseNewPassword(tenant.tenantId, ann, text)).toBe(text)
  })

  it('applies the other rules first', async () => {
    await expect(parseNewPassword(tenant.tenantId, ann, 'ann.leeson')).rejects.toThrow(/not your email/)
  })
})
