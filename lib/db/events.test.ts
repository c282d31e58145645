import { expect, it, vi } from 'vitest'
import { withOrigin } from './events'

it('copies of this module know alike where a request came from', async () => {
  vi.resetModules()
  const copy = await import('./events')
  expect(copy.withOrigin).not.toBe(withOrigin)
  withOrigin({ ip: '192.0.2.7' }, () => expect(copy.currentOrigin()).toEqual({ ip: '192.0.2.7' }))
  expect(copy.currentOrigin()).toEqual({})
})
