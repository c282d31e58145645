import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import type * as Checks from './check-role'

const appUrl = process.env['DATABASE_URL'] ?? ''
const ownerUrl = process.env['MIGRATION_DATABASE_URL'] ?? ''
const superuser = new pg.Client({ connectionString: inject('superuserUrl') })
const password = randomUUID()
const made: string[] = []

beforeAll(() => superuser.connect())
afterEach(() => vi.unstubAllEnvs())
afterAll(async () => {
  for (const role of made) await superuser.query(`DROP ROLE ${role}`)
  await superuser.end()
})

describe('the database role of DATABASE_URL', () => {
  it('may be the app’s', async () => {
    await expect(checkAs(appUrl)).resolves.toBeUndefined()
  })

  it('may not be a superuser', async () => {
    await expect(checkAs(inject('superuserUrl'))).rejects.toThrow('DATABASE_URL signs in as “postgres”')
  })

  it('may not be the owner', async () => {
    await expect(checkAs(ownerUrl)).rejects.toThrow('DATABASE_URL signs in as “foyer_owner”')
  })

  it('may not bypass row security', async () => {
    await expect(checkAs(await makeRole('BYPASSRLS'))).rejects.toThrow('row security does not bind')
  })

  it('may not act as the owner', async () => {
    const inheriting = await makeRole('IN ROLE foyer_owner')
    await expect(checkAs(inheriting)).rejects.toThrow('row security does not bind')
    const switching = await makeRole('NOINHERIT IN ROLE foyer_owner')
    await expect(checkAs(switching)).rejects.toThrow('row security does not bind')
  })
})

describe('the timeouts of a session', () => {
  it('are those that migrating has set for the role', async () => {
    await expect(checkTimeoutsAs(appUrl)).resolves.toBeUndefined()
  })

  it('may not be missing', async () => {
    await expect(checkTimeoutsAs(await makeRole(''))).rejects.toThrow(
      /_timeout is 0 in a session of.*npm run migrate/,
    )
  })
})

/** Runs the check as a start with this DATABASE_URL does. */
async function checkAs(url: string): Promise<void> {
  await check(url, ({ checkRole }) => checkRole())
}

async function checkTimeoutsAs(url: string): Promise<void> {
  await check(url, ({ checkTimeouts }) => checkTimeouts())
}

async function check(url: string, run: (checks: typeof Checks) => Promise<void>): Promise<void> {
  vi.stubEnv('DATABASE_URL', url)
  vi.resetModules()
  const checks = await import('./check-role')
  const { disconnect } = await import('./prisma')
  try {
    await run(checks)
  } finally {
    await disconnect()
  }
}

async function makeRole(how: string): Promise<string> {
  const name = `role_${randomUUID().replaceAll('-', '')}`
  await superuser.query(`CREATE ROLE ${name} LOGIN PASSWORD '${password}' ${how}`)
  made.push(name)
  return Object.assign(new URL(appUrl), { username: name, password }).href
}
