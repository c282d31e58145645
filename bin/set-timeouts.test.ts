import { createServer, connect, type AddressInfo } from 'node:net'
import pg from 'pg'
import { inject, it, expect } from 'vitest'
import { connectOwner } from './connect-owner.ts'
import { setTimeouts } from './set-timeouts.ts'

const ownerUrl = process.env['MIGRATION_DATABASE_URL'] ?? ''

async function asSuperuser<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: inject('superuserUrl') })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

it('a role gets the timeouts that it misses, and says what to run where it cannot sign in', async () => {
  const password = 'a password of a test'
  const settings = await asSuperuser(async (superuser) => {
    await superuser.query(`CREATE ROLE timed LOGIN PASSWORD '${password}'`)
    await superuser.query('ALTER ROLE timed SET lock_timeout = 1')
    try {
      const named = (secret: string) =>
        Object.assign(new URL(ownerUrl), { username: 'timed', password: secret }).href
      await expect(setTimeouts(superuser, { ownerUrl, appUrl: named('wrong') })).rejects.toThrow(
        'Let a superuser run: ALTER ROLE "timed" SET statement_timeout = 5000; ALTER ROLE "timed" SET lock_timeout = 4500;',
      )
      await setTimeouts(superuser, { ownerUrl, appUrl: named(password) })
      // Nothing is missing any more, so that nothing has to sign in.
      await setTimeouts(superuser, { ownerUrl, appUrl: named('wrong') })
      const { rows } = await superuser.query<object>(`SELECT rolconfig FROM pg_roles WHERE rolname = 'timed'`)
      return rows
    } finally {
      await superuser.query('DROP ROLE timed')
    }
  })
  expect(settings).toEqual([
    {
      rolconfig: expect.arrayContaining([
        'statement_timeout=5000',
        'lock_timeout=4500',
        'idle_in_transaction_session_timeout=10000',
      ]),
    },
  ])
})

/** Tells its clients, as a pooler does, another process id than PostgreSQL’s: in the message K, of twelve bytes. */
async function startPooler(): Promise<{ url: string; stop: () => void }> {
  const target = new URL(ownerUrl)
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), '127.0.0.1')
    client.pipe(upstream)
    upstream.on('data', (bytes: Buffer) => {
      const at = bytes.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]))
      if (at >= 0) bytes.writeInt32BE(2_000_000_000, at + 5)
      client.write(bytes)
    })
    client.on('error', () => upstream.destroy()).on('close', () => upstream.destroy())
    upstream.on('error', () => client.destroy()).on('close', () => client.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = Object.assign(new URL(ownerUrl), { hostname: '127.0.0.1', port: String(port) }).href
  return { url, stop: () => server.close() }
}

it('the owner does not connect through a pooler', async () => {
  const pooler = await startPooler()
  await expect(connectOwner(pooler.url)).rejects.toThrow('leads to a connection pooler')
  pooler.stop()
  const owner = await connectOwner(ownerUrl)
  await owner.end()
})
