import fc from 'fast-check'
import { expect, it } from 'vitest'
import { codeOf } from './derive'

const secret = 'a secret of the tests'

it('codeOf is always six digits, the same for the same input', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), (id, version) => {
      expect(codeOf(secret, 'sign-in', id, version)).toMatch(/^\d{6}$/)
      expect(codeOf(secret, 'sign-in', id, version)).toBe(codeOf(secret, 'sign-in', id, version))
    }),
  )
})

it('codeOf differs by purpose and parts, keeps leading zeros, and favours no digit', () => {
  expect(codeOf(secret, 'sign-in', 'a')).not.toBe(codeOf(secret, 'verify', 'a'))
  const codes = Array.from({ length: 5_000 }, (_, number) => codeOf(secret, 'sign-in', number))
  const firsts = Map.groupBy(codes, (code) => code.charAt(0))
  expect(firsts.size).toBe(10)
  for (const group of firsts.values()) expect(Math.abs(group.length - 500)).toBeLessThan(120)
  expect(new Set(codes).size).toBeGreaterThan(4_950)
})
