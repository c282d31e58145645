import { expect, test } from 'vitest'
import { normalize } from './normalize'

test('gives what String.normalize gives', () => {
  expect(normalize('Cafe\u0301', 'NFC')).toBe('Café')
  expect(normalize('ﬁne', 'NFKC')).toBe('fine')
  expect(normalize('é', 'NFKD')).toBe('e\u0301')
})

test('takes 8,000 bytes and throws beyond', () => {
  expect(normalize('é'.repeat(4_000), 'NFC')).toHaveLength(4_000)
  expect(() => normalize('é'.repeat(4_001), 'NFC')).toThrow(RangeError)
})
