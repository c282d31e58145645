import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { constants, getPriority } from 'node:os'
import { expect, it } from 'vitest'
import { lowerThreadPool } from './thread-priority'

const threads = '/proc/self/task'

/** The priorities of this process’s threads with such a name. */
async function prioritiesOf(name: RegExp): Promise<number[]> {
  const found = await Promise.all(
    (await readdir(threads)).map(async (id) => {
      const isWanted = name.test(await readFile(`${threads}/${id}/comm`, 'utf8').catch(() => ''))
      return isWanted ? [Number(id)] : []
    }),
  )
  return found.flat().map((id) => getPriority(id))
}

it.runIf(existsSync(threads))('lowers the priority of the thread pool, and of nothing else', async () => {
  const before = getPriority(process.pid)
  await lowerThreadPool()
  const pool = await prioritiesOf(/^libuv-worker/)
  expect(pool.length).toBeGreaterThan(0)
  expect(new Set(pool)).toEqual(new Set([constants.priority.PRIORITY_BELOW_NORMAL]))
  expect(getPriority(process.pid)).toBe(before)
})
