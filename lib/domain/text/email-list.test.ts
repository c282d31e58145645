import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '@/test/problems-of'
import { emailList } from './email-list'

function folded(text: string): string[] {
  return emailList.parse(text).map((entry) => (entry.status === 'ok' ? entry.address.folded : entry.status))
}

describe('emailList', () => {
  it.each([
    ['a@x.test, b@x.test;c@x.test d@x.test\ne@x.test\r\nf@x.test', 'abcdef'],
    ['A@x.test,,; ,\n\n b@x.test,', 'ab'],
    ['Ann Lee <a@x.test>, "Doe, Jane" <b@x.test>\nDoe, Jack <c@x.test>; <d@x.test>', 'abcd'],
    ['“Ann” <a@x.test>\tb@x.test Cai O’Neil (Sales) <c@x.test>', 'abc'],
    ["'Ann Lee' <a@x.test>;Ben<b@x.test>", 'ab'],
  ])('%j', (text, letters) => {
    expect(folded(text)).toEqual(Array.from(letters, (letter) => `${letter}@x.test`))
  })

  it('keeps what was typed, marks what is listed twice, and reports what is not an address', () => {
    expect(emailList.parse('ann@x.test; ANN@x.test, nobody, Ann <ann@>')).toEqual([
      {
        input: 'ann@x.test',
        status: 'ok',
        address: { email: 'ann@x.test', folded: 'ann@x.test' },
        name: undefined,
      },
      {
        input: 'ANN@x.test',
        status: 'duplicate',
        address: { email: 'ANN@x.test', folded: 'ann@x.test' },
        problem: 'This address is listed twice.',
      },
      { input: 'nobody, Ann <ann@>', status: 'invalid', problem: expect.any(String) },
    ])
    expect(folded('nobody ann@x.test')).toEqual(['invalid', 'ann@x.test'])
  })

  it.each([
    ['"Doe,  Jane" <b@x.test>', 'Doe, Jane'],
    ['“Ann” <a@x.test>', 'Ann'],
    ["'Zoe\u0308 Lee'<a@x.test>", 'Zoë Lee'],
    ['"a@x.test" <A@X.test>', undefined],
    ['<a@x.test>', undefined],
    [`${'x'.repeat(101)} <a@x.test>`, 'Name can have at most 100 characters.'],
    ['See www.evil.example <a@x.test>', 'Name cannot contain a link.'],
    ['Ann\u202e <a@x.test>', expect.stringContaining('characters that cannot be seen')],
  ])('reads the name beside the address: %j', (text, expected) => {
    const [entry, ...others] = emailList.parse(text)
    expect(others).toEqual([])
    expect(entry?.status === 'ok' ? entry.name : entry?.status === 'invalid' && entry.problem).toEqual(
      expected,
    )
  })

  it('an address in brackets carries one address and nothing else', () => {
    expect(folded('Ann <ann@x.test,eve@x.test>')).toEqual(['invalid'])
    expect(folded('ben@x.test <ann@x.test>')).toEqual(['ben@x.test', 'ann@x.test'])
    expect(folded('Ann <ann@x.test\u202e>')).toEqual(['invalid'])
  })

  it('refuses none, and more than a hundred', () => {
    const many = Array.from({ length: 101 }, (_, index) => `u${index}@x.test`)
    expect(problemsOf(emailList, ' ,;\n')).toEqual(['Enter at least one email address.'])
    expect(folded(many.slice(1).join(' '))).toHaveLength(100)
    expect(problemsOf(emailList, many.join(' '))).toEqual([expect.stringMatching(/101/)])
    expect(emailList.safeParse('a'.repeat(50_000)).success).toBe(false)
  })

  it('reads hostile text in little time', () => {
    const hostile = ['a ', '"', 'a\t', '<', '"a" ', 'a<', 'a, ', '<a>', '" <'].map((part) =>
      part.repeat(40_000 / part.length).slice(0, 40_000),
    )
    const start = performance.now()
    for (const text of hostile) emailList.safeParse(text)
    expect(performance.now() - start).toBeLessThan(2_000)
  })

  it('never fails on junk', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress(), fc.constant('<'))),
        (parts) => {
          const entries = emailList.safeParse(parts.join(', ')).data ?? []
          expect(entries.length).toBeLessThanOrEqual(100)
        },
      ),
    )
  })
})
