import { describe, expect, it } from 'vitest'
import { parseForm } from './form-body'

describe('a form', () => {
  it('can have 10,000 fields', () => {
    expect(parseForm(`${'a=b&'.repeat(9999)}a=b`)).toEqual({ a: Array.from({ length: 10_000 }, () => 'b') })
  })

  it('can have no more', () => {
    expect(() => parseForm(`${'a=b&'.repeat(10_000)}a=b`)).toThrow(/at most 10000 fields/)
  })
})
