import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, foldWords } from './fold'

describe('fold', () => {
  it.each([
    ['ANN@Acme.Test', 'ann@acme.test'],
    ['ａｎｎ＠ａｃｍｅ．ｔｅｓｔ', 'ann@acme.test'],
    ['  Acme \u00a0\t Ltd ', 'acme ltd'],
    ['Cafe\u0301', 'caf\u00e9'],
    ['ﬁne', 'fine'],
  ])('%j becomes %j', (text, expected) => {
    expect(fold(text)).toBe(expected)
  })

  it('is idempotent for every character', () => {
    for (let point = 0; point <= 0x10ffff; point++) {
      const once = fold(String.fromCodePoint(point))
      if (fold(once) !== once) expect.fail(`U+${point.toString(16)} folds twice`)
    }
  })

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
    )
  })
})

describe('foldWords', () => {
  it.each([
    ['Zoë  Müller', ['zoe', 'muller']],
    ['İstanbul', ['istanbul']],
    ['ΟΔΟΣ Σ', ['οδοσ', 'σ']],
    ['Ann\u00a0Lee\u3000ann@acme.test', ['ann', 'lee', 'ann@acme.test']],
    ['Ａｃｍｅ', ['acme']],
    [' \n ', []],
  ])('%j has the words %j', (text, words) => {
    expect(foldWords(text)).toEqual(words)
  })

  it('folds its own words to themselves', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const words = foldWords(text)
        expect(foldWords(words.join(' '))).toEqual(words)
      }),
    )
  })
})
