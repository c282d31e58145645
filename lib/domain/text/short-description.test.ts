import { describe, expect, it } from 'vitest'
import { shortDescription } from './display-name'

describe('a description', () => {
  it.each([
    ['', ''],
    ['  Reads\n what  others wrote ', 'Reads what others wrote'],
    ['Amounts < 100, see https://docs.example', 'Amounts < 100, see https://docs.example'],
    ['👩‍💻 می‌خواهم', '👩‍💻 می‌خواهم'],
  ])('%j reads as %j', (text, value) => {
    expect(shortDescription.parse(text)).toEqual(value)
  })

  it.each(['read\u202eeverything', 'nul\0', 'half \ud800', 'tag\u200b'])('refuses %j', (text) => {
    expect(shortDescription.safeParse(text).success).toBe(false)
  })

  it('ends at 500 characters', () => {
    expect(shortDescription.safeParse('é'.repeat(500)).success).toBe(true)
    expect(shortDescription.safeParse('é'.repeat(501)).success).toBe(false)
  })
})
