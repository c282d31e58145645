import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { freePort } from '@/bin/free-port.mjs'
import { env } from '../env'
import { unavailable } from '../unavailable'
import { waitForDatabase } from './wait-for-database'

const opened: Server[] = []
let lines: string[]

beforeEach(() => {
  lines = []
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
})
afterEach(() => {
  vi.restoreAllMocks()
  for (const server of opened.splice(0)) server.close()
})

/** The database of the tests, with changes to its URL. */
function database(changes: Partial<URL> = {}) {
  return {
    url: Object.assign(new URL(env().databaseUrl), changes).href,
    variable: 'DATABASE_URL' as const,
    prepare: () => Promise.resolve('prepared'),
  }
}

/** Passes connections on to the database of the tests once `isUp`; until then it takes them and is silent. */
async function listen(port: number, state: { isUp: boolean }): Promise<number> {
  const { hostname, port: databasePort } = new URL(env().databaseUrl)
  const server = createServer((client) => {
    client.on('error', () => undefined)
    if (!state.isUp) return
    const passedOn = connect(Number(databasePort), hostname)
    client.pipe(passedOn).pipe(client)
  })
  opened.push(server)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

describe('waiting for the database', () => {
  it('says nothing where it answers', async () => {
    await waitForDatabase(database())
    expect(lines).toEqual([])
  })

  it('goes on while nothing listens, says so at once, and ends with the database', async () => {
    const port = await freePort()
    const waiting = waitForDatabase(database({ port: String(port) }))
    const reason = `connect ECONNREFUSED 127.0.0.1:${port}`
    await vi.waitFor(() =>
      expect(lines).toEqual([`Waiting for the database at 127.0.0.1:${port}: ${reason}\n`]),
    )
    await listen(port, { isUp: true })
    await waiting
  })

  it('gives up a connection that is never answered, and makes another', { timeout: 60_000 }, async () => {
    const state = { isUp: false }
    const port = await listen(0, state)
    const waiting = waitForDatabase(database({ port: String(port) }))
    await vi.waitFor(
      () => expect(lines[0]).toBe(`Waiting for the database at 127.0.0.1:${port}: timeout expired\n`),
      {
        timeout: 30_000,
      },
    )
    state.isUp = true
    await waiting
  })

  it('ends with one line where waiting is of no use', async () => {
    for (const [changes, reason] of [
      [{ password: 'wrong' }, 'password authentication failed for user "foyer_app"'],
      [{ pathname: '/nothing' }, 'database "nothing" does not exist'],
    ] as const)
      await expect(waitForDatabase(database(changes))).rejects.toThrow(
        `The database of DATABASE_URL cannot be used: ${reason}`,
      )
    expect(lines).toEqual([])
  })

  it('does again what the database stopped answering in, and no more', async () => {
    let tries = 0
    const prepare = () => {
      tries += 1
      const cause = new Error('Query failed', { cause: new Error('Connection terminated') })
      return tries === 1 ? Promise.reject(unavailable({ cause })) : Promise.resolve('prepared')
    }
    expect(await waitForDatabase({ ...database(), prepare })).toBe('prepared')
    expect(tries).toBe(2)
    expect(lines).toEqual([
      expect.stringMatching(/^Waiting for the database at \S+: Connection terminated\n$/),
    ])
    const bug = new Error('This is a test.')
    await expect(waitForDatabase({ ...database(), prepare: () => Promise.reject(bug) })).rejects.toBe(bug)
  })
})
