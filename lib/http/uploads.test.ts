import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { enterToRead } from './request-queue'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})

afterEach(() => {
  vi.useRealTimers()
})

function responseTo(): ServerResponse {
  return new EventEmitter() as ServerResponse
}

it('uploads of one network start at intervals, and those that would wait longer than a second are refused', async () => {
  const ended: boolean[] = []
  for (let index = 0; index < 6; index++)
    void enterToRead('uploads', responseTo(), '203.0.113.20').then((isFree) => ended.push(isFree))
  await vi.advanceTimersByTimeAsync(0)
  expect(ended).toEqual([true])
  expect(await enterToRead('uploads', responseTo(), '203.0.113.21')).toBe(true)
  await vi.advanceTimersByTimeAsync(300)
  expect(ended).toEqual([true, true])
  await vi.advanceTimersByTimeAsync(1000)
  expect(ended).toEqual([true, true, true, true, false, false])
})

it('a client who leaves gives up the place', async () => {
  const [gone, stayed] = [responseTo(), responseTo()]
  await enterToRead('uploads', responseTo(), '203.0.113.22')
  const first = enterToRead('uploads', gone, '203.0.113.22')
  const second = enterToRead('uploads', stayed, '203.0.113.22')
  gone.emit('close')
  expect(await first).toBe(false)
  await vi.advanceTimersByTimeAsync(300)
  expect(await second).toBe(true)
})
