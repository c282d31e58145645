import { expect, it } from 'vitest'
import { derive } from './derive'

const secret = 'a secret of the tests'

it('derive gives 32 bytes, the same ones for the same input', () => {
  expect(derive(secret, 'cookie', 'lumen')).toHaveLength(32)
  expect(derive(secret, 'cookie', 'lumen')).toEqual(derive(secret, 'cookie', 'lumen'))
})

it('derive distinguishes secrets, purposes, parts and where they end', () => {
  const derived = [
    derive(secret, 'cookie', 'lumen'),
    derive(`${secret}!`, 'cookie', 'lumen'),
    derive(secret, 'ticket', 'lumen'),
    derive(secret, 'cookie', 'umbra'),
    derive(secret, 'cookie', 'lum', 'en'),
    derive(secret, 'cookie', 'lu', 'men'),
    derive(secret, 'cookie', 'lumen', ''),
    derive(secret, 'cookielumen'),
    derive(secret, 'cookie", "lumen'),
    derive(secret, 'cookie', 1),
    derive(secret, 'cookie', '1'),
  ].map((bytes) => bytes.toString('hex'))
  expect(new Set(derived).size).toBe(derived.length)
})

it('derive takes long parts, and no empty secret', () => {
  expect(derive(secret, 'cookie', 'x'.repeat(10_000))).toHaveLength(32)
  expect(() => derive('', 'cookie')).toThrow()
})
