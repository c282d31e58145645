import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Prisma’s own CLI on the database of this run, as its owner. */
function askPrisma(...args: string[]): { code: number | null; said: string } {
  const cli = join(root, 'node_modules/prisma/build/index.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: root,
    encoding: 'utf8',
  })
  return { code: status, said: stdout + stderr }
}

it('Prisma finds every migration applied, with our checksums', () => {
  const { code, said } = askPrisma('migrate', 'status')
  expect(said).toContain('Database schema is up to date!')
  expect(code).toBe(0)
})
