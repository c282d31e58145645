import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '@/test/problems-of'
import { rounds } from '@/test/rounds'
import { fold } from './fold'
import { emailAddress } from './email-address'

describe('emailAddress accepts', () => {
  it.each([
    ['ann@acme.test', 'ann@acme.test', 'ann@acme.test'],
    [' Ann.Lee+portal@Acme.Test ', 'Ann.Lee+portal@Acme.Test', 'ann.lee+portal@acme.test'],
    ["o'neil_%x@mail.acme.co.uk", "o'neil_%x@mail.acme.co.uk", "o'neil_%x@mail.acme.co.uk"],
    ['ａｎｎ＠ａｃｍｅ．ｔｅｓｔ', 'ann@acme.test', 'ann@acme.test'],
    ['ﬁn@acme.test', 'fin@acme.test', 'fin@acme.test'],
    ['ann@münchen.test', 'ann@xn--mnchen-3ya.test', 'ann@xn--mnchen-3ya.test'],
    ['ann@mu\u0308nchen.test', 'ann@xn--mnchen-3ya.test', 'ann@xn--mnchen-3ya.test'],
    [`${'a'.repeat(64)}@acme.test`, `${'a'.repeat(64)}@acme.test`, `${'a'.repeat(64)}@acme.test`],
  ])('%j', (text, email, folded) => {
    expect(emailAddress.parse(text)).toEqual({ email, folded })
  })
})

describe('emailAddress refuses', () => {
  it.each([
    ['', /Enter an email address\./],
    ['ann', /such as/],
    ['@acme.test', /such as/],
    ['ann@', /such as/],
    ['.ann@acme.test', /such as/],
    ['an..n@acme.test', /such as/],
    ['ann.@acme.test', /such as/],
    ['ann@localhost', /domain/],
    ['ann@127.0.0.1', /domain/],
    ['ann@-acme.test', /domain/],
    ['ann@acme..test', /domain/],
    ['ann@acme.test.', /domain/],
    [`ann@${'a'.repeat(64)}.test`, /domain/],
    ['ann@acme_x.test', /domain/],
    ['ann@acme.test,eve@attacker.test', /one email address only/],
    ['ann@acme.test;eve@attacker.test', /one email address only/],
    ['ann@acme.test eve@attacker.test', /one email address only/],
    ['ann@attacker.test@acme.test', /one email address only/],
    ['ann＠attacker.test@acme.test', /one email address only/],
    ['ann@acme.test，eve', /one email address only/],
    ['Ann <ann@acme.test>', /only the address/],
    ['"ann lee"@acme.test', /only the address/],
    ['ann(comment)@acme.test', /only the address/],
    ['ann@[127.0.0.1]', /only the address/],
    ['mailto:ann@acme.test', /only the address/],
    ['ann\\@acme.test', /only the address/],
    ['ann@acme.test\r\nBcc: eve@attacker.test', /cannot be seen/],
    ['ann@acme.test\n', /cannot be seen/],
    ['ann\u0000@acme.test', /cannot be seen/],
    ['ann\u202e@acme.test', /cannot be seen/],
    ['an\u200bn@acme.test', /cannot be seen/],
    ['ann\u2028@acme.test', /cannot be seen/],
    ['\ud800@acme.test', /cannot be seen/],
    ['аnn@acme.test', /a to z/],
    [`${'a'.repeat(65)}@acme.test`, /64/],
    [`ann@${'a.'.repeat(125)}test`, /254/],
  ])('%j', (text, problem) => {
    expect(problemsOf(emailAddress, text)).toEqual([expect.stringMatching(problem)])
  })
})

describe('emailAddress', () => {
  it('refuses a text of any length in little time', () => {
    expect(problemsOf(emailAddress, 'ann@acme.test'.repeat(100_000))).toEqual([expect.stringMatching(/254/)])
  })

  it('never fails on junk, and what it accepts is one plain address that it accepts again', () => {
    const junk = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.emailAddress(),
      fc.tuple(fc.string({ unit: 'grapheme' }), fc.domain()).map(([local, domain]) => `${local}@${domain}`),
      fc.tuple(fc.constant('ann'), fc.string({ unit: 'grapheme' })).map((parts) => parts.join('@')),
    )
    fc.assert(
      fc.property(junk, (text) => {
        const address = emailAddress.safeParse(text).data
        if (!address) {
          expect(problemsOf(emailAddress, text)).toEqual([expect.stringMatching(/^[A-Z].*\.$/)])
          return
        }
        const { email, folded } = address
        expect(email).toMatch(/^[\x21-\x7e]+@[a-zA-Z0-9.-]+\.[a-zA-Z0-9-]+$/)
        expect(email.length).toBeLessThanOrEqual(254)
        expect(fold(email)).toBe(folded)
        expect(emailAddress.parse(email)).toEqual(address)
        expect(emailAddress.parse(folded)).toEqual({ email: folded, folded })
      }),
      { numRuns: rounds(1_000) },
    )
  })
})
