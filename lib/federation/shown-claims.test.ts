import { expect, it } from 'vitest'
import { shownClaims } from './shown-claims'

it('shows claims of every kind', () => {
  expect(shownClaims({ sub: 'one', email_verified: true, groups: ['a', 'b'], none: null })).toEqual([
    { name: 'sub', value: 'one' },
    { name: 'email_verified', value: 'true' },
    { name: 'groups', value: '["a","b"]' },
    { name: 'none', value: 'null' },
  ])
})

it('fits into a cookie, whatever the provider sends', () => {
  const many = Object.fromEntries(
    Array.from({ length: 500 }, (_, at) => [`claim ${at} ${'é'.repeat(500)}`, '漢'.repeat(9000)]),
  )
  const shown = shownClaims(many)
  expect(shown.length).toBeGreaterThan(0)
  expect(new TextEncoder().encode(JSON.stringify(shown)).length).toBeLessThan(2000)
})
