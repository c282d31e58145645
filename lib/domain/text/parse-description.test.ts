import { describe, expect, it } from 'vitest'
import { parseDescription } from './parse-name'

describe('a description', () => {
  it.each([
    ['', ''],
    ['  Reads\n what  others wrote ', 'Reads what others wrote'],
    ['Amounts < 100, see https://docs.example', 'Amounts < 100, see https://docs.example'],
    ['👩‍💻 می‌خواهم', '👩‍💻 می‌خواهم'],
  ])('%j reads as %j', (text, value) => {
    expect(parseDescription(text)).toEqual({ ok: true, value })
  })

  it.each(['read\u202eeverything', 'nul\0', 'half \ud800', 'tag\u200b'])('refuses %j', (text) => {
    expect(parseDescription(text).ok).toBe(false)
  })

  it('ends at 500 characters', () => {
    expect(parseDescription('é'.repeat(500)).ok).toBe(true)
    expect(parseDescription('é'.repeat(501)).ok).toBe(false)
  })
})
