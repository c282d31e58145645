import { expect, it } from 'vitest'
import { personalMessage } from './personal-message'

it.each([
  ['  Hi Nia,\r\nsee you \t there.\n\n\n\nAnn ', 'Hi Nia,\nsee you there.\n\nAnn'],
  [' \n ', undefined],
  ['سلام\u200cها 👩‍👧', 'سلام\u200cها 👩‍👧'],
])('%j becomes %j', (text, message) => {
  expect(personalMessage.parse(text)).toBe(message)
})

it.each(['a'.repeat(501), 'a\u202eb', 'a\u0000b', 'é'.repeat(9_000)])('refuses %j', (text) => {
  expect(personalMessage.safeParse(text).success).toBe(false)
})
