import { expect, it } from 'vitest'
import { normalize } from './normalize'

it('gives what String.normalize gives', () => {
  expect(normalize('Cafe\u0301', 'NFC')).toBe('Café')
  expect(normalize('ﬁne', 'NFKC')).toBe('fine')
  expect(normalize('é', 'NFKD')).toBe('e\u0301')
})

it('takes 8,000 bytes and throws beyond', () => {
  expect(normalize('é'.repeat(4_000), 'NFC')).toHaveLength(4_000)
  expect(() => normalize('é'.repeat(4_001), 'NFC')).toThrow(RangeError)
})
