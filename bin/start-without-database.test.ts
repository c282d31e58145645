import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { freePort } from './free-port.mjs'
import { makeScratch } from './scratch.mjs'

const scratch = makeScratch()
afterAll(() => scratch.remove())

const password = 'a-password-that-no-line-holds'

/** As `npm run` starts them, after the packages are installed. */
const commands = {
  start: ['start-server.mjs'],
  dev: ['start-server.mjs', '--dev'],
  seed: ['run-script.mjs', 'prisma/seed.ts'],
  tenant: ['run-script.mjs', 'bin/tenant.ts', 'show', '--id', 'lumen'],
}

function argumentsOf([script = '', ...args]: readonly string[]): string[] {
  return [join(import.meta.dirname, script), ...args]
}

async function environment(variables: Record<string, string>) {
  const { PATH = '' } = process.env
  return { PATH, PORT: String(await freePort()), ...variables } as unknown as NodeJS.ProcessEnv
}

describe('in production', () => {
  it('each command that needs a database has its line here', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')))
    const starting = Object.entries(scripts).filter(([, line]) => /bin\/(start|run)\.mjs/.test(line))
    expect(starting.map(([name]) => name).sort()).toEqual(Object.keys(commands).sort())
  })

  it.each(Object.entries(commands))(
    'npm run %s refuses without DATABASE_URL, and then without FOYER_SECRET',
    async (_, command) => {
      for (const [variables, line] of [
        [{}, /^DATABASE_URL is not set, and with NODE_ENV=production it has no default\. Set it: .+\n$/],
        [
          { DATABASE_URL: `postgresql://foyer_app:${password}@127.0.0.1:1/foyer` },
          /^FOYER_SECRET is not set\. Set it to 32 or more random characters; .+\n$/,
        ],
      ] as const) {
        const env = await environment({ NODE_ENV: 'production', ...variables })
        const { status, stdout, stderr } = spawnSync(process.execPath, argumentsOf(command), {
          cwd: scratch.dataDir,
          env,
          encoding: 'utf8',
        })
        expect(stderr).toMatch(line)
        expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
        expect(existsSync(join(scratch.dataDir, '.foyer'))).toBe(false)
      }
    },
  )
})
