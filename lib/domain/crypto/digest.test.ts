import { expect, it } from 'vitest'
import { sha256Hex, timingSafeEqualText } from './digest'

it('sha256Hex is SHA-256', () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(sha256Hex('abc')).toBe(abc)
  expect(sha256Hex(new TextEncoder().encode('abc'))).toBe(abc)
})

it('timingSafeEqualText compares texts of any length', () => {
  expect(timingSafeEqualText('', '')).toBe(true)
  expect(timingSafeEqualText('ticket', 'ticket')).toBe(true)
  expect(timingSafeEqualText('ticket', 'ticket ')).toBe(false)
  expect(timingSafeEqualText('ticket', 'Ticket')).toBe(false)
})
