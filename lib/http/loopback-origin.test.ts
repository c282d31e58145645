import { expect, it } from 'vitest'
import { loopbackOrigin } from './loopback-origin'

it.each([
  ['0.0.0.0', 'http://localhost:3000'],
  ['::', 'http://localhost:3000'],
  ['127.0.0.1', 'http://127.0.0.1:3000'],
  ['::1', 'http://[::1]:3000'],
])('a process that listens on %s reaches itself at %s', (host, origin) => {
  expect(loopbackOrigin(host, 3000)).toBe(origin)
})
