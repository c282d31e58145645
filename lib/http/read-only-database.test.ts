import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { refusedRequest, withRequestState } from '@/lib/request-state'
import { startApi, type ApiCaller } from '@/test/api'
import { signIn } from '@/test/fixtures/openid'
import { takeOwnDatabase } from '@/test/own-database'

let owner: pg.Client
let operator: ApiCaller
let redeem: Awaited<ReturnType<typeof signIn>>

/** As a standby is before it is promoted: what writes fails with SQLSTATE 25006. */
async function setReadOnly(value: 'on' | 'off'): Promise<void> {
  const { rows } = await owner.query<{ name: string }>('SELECT current_database() AS name')
  const name = pg.escapeIdentifier(rows[0]?.name ?? '')
  await owner.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${value}`)
  // For the connections that are made from here on.
  await disconnect()
}

beforeAll(async () => {
  await takeOwnDatabase()
  owner = new pg.Client({ connectionString: process.env['MIGRATION_DATABASE_URL'] })
  await owner.connect()
  const api = await startApi()
  operator = await api.asMachine(['create:organizations', 'read:organizations'])
  redeem = await signIn(api.openid, await api.tenant.createUser(), { offline: true })
  await setReadOnly('on')
})
afterAll(async () => {
  await owner.end()
  await disconnect()
})

describe('while the database is read-only', () => {
  it('a read of the Management API is served', async () => {
    expect((await operator.get('organizations')).status).toBe(200)
  })

  it('a write of the Management API is 503 with Retry-After', async () => {
    const sent = { raw: JSON.stringify({ name: 'read-only' }), mayBeUnavailable: true }
    const { status, json, headers } = await operator.request('POST', 'organizations', sent)
    expect([status, json['errorCode'], headers.get('retry-after')]).toEqual([503, 'unavailable', '5'])
  })

  it('a code is not exchanged: the request is refused with 503 and Retry-After, and may come again', async () => {
    const refused = await withRequestState(async () => {
      await redeem()
      return refusedRequest()
    })
    expect(refused).toEqual({ status: 503, retryAfter: 5 })
    await setReadOnly('off')
    expect(await redeem()).toMatchObject({ status: 200 })
  })
})
