import { afterAll, expect, it } from 'vitest'
import { LogStreaming } from '@/test/fixtures/log-streaming'
import { claimBatch, listDueLogStreams } from './claim-batch'
import { recordBatch } from './record-batch'

const streaming = await LogStreaming.open()
const { tenant } = streaming
const { tenantId } = tenant
await streaming.pause()
afterAll(() => streaming.close())

it('a lease keeps other processes away until it ends, and what its former holder then records is ignored', async () => {
  const { id: streamId } = await streaming.opened()
  await streaming.write(2)
  const of = { tenantId, streamId }
  const first = await streaming.eventually(async () => {
    const batch = await claimBatch(of)
    if (batch === null || batch === 'none chosen') throw new Error('Nothing was claimed.')
    return batch
  })
  expect(await claimBatch(of)).toBeNull()
  expect(await listDueLogStreams(['http'])).toEqual([])
  const over = { leasedUntil: new Date(Date.now() - 1000) }
  await tenant.write((tx) => tx.logStream.updateMany({ where: { id: streamId }, data: over }))
  const second = await claimBatch(of)
  if (second === null || second === 'none chosen') throw new Error('Nothing was taken over.')
  expect(second.events).toEqual(first.events)
  const outcome = { delivered: 2, problem: null, status: 200, retryAfter: null }
  const before = await streaming.row(streamId)
  await recordBatch(first, outcome)
  expect(await streaming.row(streamId)).toEqual(before)
  await recordBatch(second, outcome)
  expect(await claimBatch(of)).toBeNull()
})
