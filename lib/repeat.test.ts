import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { repeat } from './repeat'
import { readLog, type LoggedLine } from '../test/logged-lines'
import { unavailable } from './unavailable'

let logged: () => LoggedLine[]

beforeEach(() => {
  logged = readLog()
})
afterEach(() => vi.restoreAllMocks())

it('goes on after an error, which it reports, but not while the database is unavailable', async () => {
  const errors = [new Error('first'), unavailable(), new Error('third')]
  const work = vi.fn(() => {
    const error = errors.shift()
    return error ? Promise.reject(error) : Promise.resolve()
  })
  const stop = repeat({ name: 'webhooks', pauseMs: 1 }, work)
  await vi.waitFor(() => expect(work.mock.calls.length).toBeGreaterThan(3))
  await stop()
  expect(logged()).toMatchObject([
    { part: 'webhooks', err: { message: 'first' } },
    { part: 'webhooks', err: { message: 'third' } },
  ])
})

it('stops after the run that has begun', async () => {
  const [begun, mayEnd] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()]
  let runs = 0
  const stop = repeat({ name: 'webhooks', pauseMs: 1 }, async () => {
    runs += 1
    begun.resolve(null)
    await mayEnd.promise
  })
  await begun.promise
  const ended = vi.fn()
  const stopped = stop().then(ended)
  await new Promise(setImmediate)
  expect(ended).not.toHaveBeenCalled()
  mayEnd.resolve(null)
  await stopped
  expect(runs).toBe(1)
})
