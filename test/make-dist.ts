import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** Builds the folder `dist`. */
export async function makeDist(): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'bin/make-dist.mjs')], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error('dist was not built.')
}
