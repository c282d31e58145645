import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))

it('npm run audit:verify says that there is no sealing yet, and claims neither success nor a break', () => {
  const [shell, command, script] = (scripts['audit:verify'] ?? '').split(' ')
  expect([shell, command]).toEqual(['exec', 'node'])
  // Without a database, a build or settings.
  const { status, stdout, stderr } = spawnSync(process.execPath, [script ?? ''], {
    env: { NODE_ENV: 'test' },
    encoding: 'utf8',
  })
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: '',
    stderr: 'Audit events are not sealed into a chain yet, so there is nothing to verify.\n',
  })
})
