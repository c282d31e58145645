import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { freePort } from './free-port.mjs'
import { makeScratch } from './scratch.mjs'

const scratch = makeScratch()
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  scratch.remove()
})

const secret = 'a secret for tests, and for nothing else'
const password = 'a-password-that-no-line-holds'

/** As `npm run` starts them, after the packages are installed. */
const commands = {
  start: ['start-server.mjs'],
  dev: ['start-server.mjs', '--dev'],
  seed: ['run-script.mjs', 'prisma/seed.ts'],
  tenant: ['run-script.mjs', 'bin/tenant.ts', 'show', '--id', 'lumen'],
  migrate: ['run-script.mjs', 'bin/migrate.ts'],
  restored: ['run-script.mjs', 'bin/restored.ts'],
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

describe('while the database cannot be reached', () => {
  const { dev: _, ...others } = commands
  const waiting = { ...others, 'migrate.ts': ['migrate.ts'] }

  it.each(Object.entries(waiting))(
    '%s waits, says so without the password, and ends with SIGTERM',
    async (_, command) => {
      const port = await freePort()
      const { child, output } = await startWith(command, `127.0.0.1:${port}`)
      await said(
        child,
        output,
        `Waiting for the database at 127.0.0.1:${port}: connect ECONNREFUSED 127.0.0.1:${port}\n`,
      )
      expect(await end(child)).toEqual([130, null])
      expect(output()).not.toContain(password)
    },
  )

  it('a host name that is not known yet may be known later', async () => {
    const { child, output } = await startWith(commands.start, 'database.invalid:5432')
    await said(child, output, 'Waiting for the database at database.invalid:5432: getaddrinfo ')
    expect(await end(child)).toEqual([130, null])
  })

  it('SIGTERM does not wait for a server that never answers', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const connected = once(server, 'connection')
    const { child } = await startWith(commands.start, `127.0.0.1:${(server.address() as AddressInfo).port}`)
    await connected
    expect(await end(child)).toEqual([130, null])
    server.close()
  })
})

async function startWith(command: readonly string[], host: string) {
  const env = await environment({
    NODE_ENV: 'production',
    DATABASE_URL: `postgresql://foyer_app:${password}@${host}/foyer`,
    MIGRATION_DATABASE_URL: `postgresql://foyer_owner:${password}@${host}/foyer`,
    FOYER_SECRET: secret,
  })
  const child = spawn(process.execPath, argumentsOf(command), { cwd: scratch.dataDir, env })
  children.push(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return { child, output: () => text }
}

async function said(child: ChildProcess, output: () => string, line: string): Promise<void> {
  while (!output().includes(line)) {
    if (child.exitCode !== null) throw new Error(`It ended:\n${output()}`)
    await once(child.stdout ?? child, 'data')
  }
}

async function end(child: ChildProcess): Promise<unknown[]> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  return ended
}
