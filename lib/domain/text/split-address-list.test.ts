import fc from 'fast-check'
import { expect, it } from 'vitest'
import { splitAddressList } from './split-address-list'

const quotedName = /"[^"\n]*"[ \t]*<[^<>\n]*>/
const plainName = /(?:[^\s,;<>"@][^\s;<>"@]*[ \t]+){0,8}(?:[^\s,;<>"@][^\s;<>"@]*)?<[^<>\n]*>/
const alone = /[^\s,;]+/
/** The grammar in short, which takes quadratic time to match. */
const grammar = new RegExp([quotedName, plainName, alone].map(({ source }) => source).join('|'), 'g')

it.each([
  ['a b c d e f g h <x>', ['a b c d e f g h <x>']],
  ['a b c d e f g h i <x>', ['a', 'b c d e f g h i <x>']],
  ['a b c d e f g h i<x>', ['a b c d e f g h i<x>']],
  ['a b c d e f g h i j<x>', ['a', 'b c d e f g h i j<x>']],
  ['a@b c, d <x> e', ['a@b', 'c, d <x>', 'e']],
  ['a , b <x>', ['a', 'b <x>']],
  ['a,b <x', ['a', 'b', '<x']],
  ['"a, b" <x>"c" <d', ['"a, b" <x>', '"c"', '<d']],
])('%j has the entries %j', (text, entries) => {
  expect(splitAddressList(text)).toEqual(entries)
})

it('finds the entries of the grammar in any text', () => {
  const parts = fc.constantFrom(...['a', 'bc', ',', ';', ' ', '\t', '\n', '<', '>', '"', '@', '\u00a0', 'é'])
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 60 }), (given) => {
      const text = given.join('')
      expect(splitAddressList(text)).toEqual(text.match(grammar) ?? [])
    }),
    { numRuns: 5_000 },
  )
})
