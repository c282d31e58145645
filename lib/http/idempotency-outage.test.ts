import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { startApi, type ApiCaller } from '@/test/api'
import { FailingDatabase } from '@/test/failing-database'
import { takeOwnDatabase } from '@/test/own-database'

let failing: FailingDatabase
let operator: ApiCaller

beforeAll(async () => {
  await takeOwnDatabase()
  failing = await FailingDatabase.connect()
  operator = await (await startApi()).asMachine(['create:organizations'])
})
afterAll(async () => {
  await failing.disconnect()
  await disconnect()
})

/** The same request each time it is called. */
function creation(): () => Promise<[status: number, errorCode: unknown, retryAfter: string | null]> {
  const headers = { 'idempotency-key': randomUUID() }
  const raw = JSON.stringify({ name: `outage-${randomUUID().slice(0, 13)}` })
  return async () => {
    const {
      status,
      json,
      headers: answered,
    } = await operator.request('POST', 'organizations', { headers, raw, mayBeUnavailable: true })
    return [status, json['errorCode'], answered.get('retry-after')]
  }
}

it('a creation that the database refused may be sent again with its key', async () => {
  const create = creation()
  const whileFull = failing.whileWritesFail('organizations', '53100', create)
  expect(await whileFull).toEqual([503, 'unavailable', '5'])
  expect(await create()).toEqual([201, undefined, null])
})

it('a creation whose outcome is unknown is not repeated with its key', async () => {
  const create = creation()
  const whileLost = failing.whileCommitsAreLost('organizations', create)
  expect(await whileLost).toEqual([503, 'unavailable', '5'])
  // 503 as long as the pool holds the connection that was lost.
  await expect.poll(create).toEqual([409, 'idempotency_outcome_unknown', null])
})
