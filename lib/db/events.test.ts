import { expect, it, vi } from 'vitest'
import { withOrigin } from './events'

it('copies of this module share the request’s origin', async () => {
  vi.resetModules()
  const copy = await import('./events')
  expect(copy.withOrigin).not.toBe(withOrigin)
  withOrigin({ ip: '192.0.2.7' }, () => expect(copy.currentOrigin()).toEqual({ ip: '192.0.2.7' }))
  expect(copy.currentOrigin()).toEqual({})
})
