import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'

const threads = '/proc/self/task'

/** The event loop runs before password hashing. Linux only: elsewhere a priority is of the whole process. */
export async function lowerThreadPool(): Promise<void> {
  if (!existsSync(threads)) return
  // Reading has started all threads of the pool.
  for (const id of await readdir(threads))
    if ((await nameOf(id)).startsWith('libuv-worker'))
      setPriority(Number(id), constants.priority.PRIORITY_BELOW_NORMAL)
}

/** Empty if the thread has ended since it was listed. */
function nameOf(id: string): Promise<string> {
  return readFile(`${threads}/${id}/comm`, 'utf8').catch(() => '')
}
