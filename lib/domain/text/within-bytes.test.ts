import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canHaveCharacters, isWithinBytes } from './normalize'

it('counts bytes as UTF-8 has them', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'é', '€', '💥', '\ud800')), (letters) => {
      const text = letters.join('')
      const bytes = Buffer.byteLength(text)
      expect(isWithinBytes(text, bytes)).toBe(true)
      expect(isWithinBytes(text, bytes - 1)).toBe(false)
    }),
  )
})

it('leaves room for every character in its longest spelling', () => {
  const longest = '\u1112\u1161\u11ab'
  expect(longest.normalize('NFC')).toBe('한')
  expect(canHaveCharacters(longest.repeat(80), 80)).toBe(true)
  expect(canHaveCharacters('a'.repeat(801), 80)).toBe(false)
})
