import { describe, expect, it } from 'vitest'
import { organizationMetadata, userMetadata } from './metadata-input'

function problemOf(schema: typeof userMetadata | typeof organizationMetadata, text: string) {
  return schema.safeParse(text).error?.issues[0]?.message
}

const unstorable = 'This contains a character or a name that cannot be stored, or is nested too deep.'

describe.each([
  ['user', userMetadata],
  ['organization', organizationMetadata],
])('metadata of a %s', (_, schema) => {
  it('is a JSON object, empty for empty text', () => {
    expect(schema.parse(' ')).toEqual({})
    expect(schema.parse('{ "plan": "gold" }')).toEqual({ plan: 'gold' })
  })

  it.each([
    ['another value', '[]', 'Enter a JSON object, such as { "plan": "team" }.'],
    ['text that is not JSON', '{ "plan": }', expect.stringContaining('This is not valid JSON.')],
    ['NUL, which PostgreSQL cannot store', String.raw`{ "plan": "\u0000" }`, unstorable],
    ['a key with half a surrogate pair', String.raw`{ "\ud800": "gold" }`, unstorable],
  ])('refuses %s', (_what, text, problem) => {
    expect(problemOf(schema, text)).toEqual(problem)
  })
})

it('refuses metadata of an organization that Auth0 would not take', () => {
  const keys = Object.fromEntries(Array.from({ length: 26 }, (_, number) => [`key${number}`, '']))
  expect(problemOf(organizationMetadata, JSON.stringify(keys))).toBe('Metadata can have at most 25 keys.')
  expect(problemOf(organizationMetadata, '{ "seats": 5 }')).toBe(
    'The value of “seats” is not text. Put it in quotes.',
  )
  for (const pair of [{ '': 'gold' }, { plan: 'x'.repeat(256) }])
    expect(problemOf(organizationMetadata, JSON.stringify(pair))).toBe(
      'Each key has 1 to 255 characters, and each value at most 255.',
    )
})
