import { describe, expect, it } from 'vitest'
import { hasMoreKeys } from './json-keys'

describe('keys of a JSON text', () => {
  const texts: [string, number][] = [
    ['"a":', 1],
    ['{"a":1,"b":{"c":[{"d":2},{"d":3}]}}', 5],
    ['{"a" \t\r\n : "b"}', 1],
    ['{"a\\"":1,"b\\\\":2,"c\\\\\\"":3}', 3],
    ['["a:","\\":\\"",":","\\\\",{"":":"}]', 1],
    ['{"a":1,"not closed:', 1],
  ]
  it.each(texts)('%j has %i', (text, count) => {
    expect(hasMoreKeys(text, count)).toBe(false)
    expect(hasMoreKeys(text, count - 1)).toBe(true)
  })
})
