import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, expect, it, vi } from 'vitest'
import { takeOwnDatabase } from '@/test/own-database'
import { VanishingDatabase } from '@/test/vanishing-database'
import { installQueues } from './install-queues.ts'

await takeOwnDatabase()

afterEach(() => vi.useRealTimers())

it('gives up a server that vanishes while it makes the queues', async () => {
  const network = await VanishingDatabase.start(process.env['MIGRATION_DATABASE_URL'] ?? '')
  network.vanishAt('create_queue')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const failures: unknown[] = []
  void installQueues(network.url).catch((error: unknown) => failures.push(error))
  while (!network.isGone) await nextTurn()
  for (let seconds = 0; seconds < 90; seconds++) {
    await vi.advanceTimersByTimeAsync(1000)
    await nextTurn()
  }
  expect(failures).toEqual([new Error('Query read timeout')])
  await network.stop()
})
