import { describe, expect, it } from 'vitest'
import { hasMoreParts } from './json-parts'

describe('objects, lists and keys of a JSON text', () => {
  const texts: [string, number][] = [
    ['"a":', 1],
    ['{"a":1,"b":{"c":[{"d":2},{"d":3}]}}', 10],
    ['[{},[],{},[]]', 5],
    ['["{","[",{}]', 2],
    ['{"a" \t\r\n : "b"}', 2],
    ['{"a\\"":1,"b\\\\":2,"c\\\\\\"":3}', 4],
    ['["a:","\\":\\"",":","\\\\",{"":":"}]', 3],
    ['{"a":1,"not closed:', 2],
  ]
  it.each(texts)('%j has %i', (text, count) => {
    expect(hasMoreParts(text, count)).toBe(false)
    expect(hasMoreParts(text, count - 1)).toBe(true)
  })
})
