import { expect, it } from 'vitest'
import type { ListedEvent } from '@/lib/domain/audit/listed-event'
import { eventsCsv } from './events-csv'

const event: ListedEvent = {
  id: 'log_1',
  type: 'organization.resumed',
  occurredAt: new Date(0),
  requestId: null,
  details: {},
  organization: null,
  actorKind: 'system',
  actorId: null,
  actorName: null,
  actorEmail: null,
  targetKind: null,
  targetId: null,
  targetName: null,
  targetEmail: null,
  ip: null,
  userAgent: null,
  connection: null,
}

async function rowsOf(batches: ListedEvent[][], most: number): Promise<string[]> {
  async function* given() {
    for (const batch of batches) yield await Promise.resolve(batch)
  }
  let text = ''
  for await (const part of eventsCsv(given(), { tenantName: 'Acme', most })) text += part
  return text.trim().split('\r\n').slice(1)
}

it('ends after the newest events, and says so only if there are more', async () => {
  const batches = [
    [event, event],
    [event, event],
  ]
  expect(await rowsOf(batches, 4)).toHaveLength(4)
  const rows = await rowsOf(batches, 3)
  expect(rows).toHaveLength(4)
  expect(rows[3]).toBe('Only the newest 3 events. Choose dates to export older ones.')
  expect(await rowsOf([[event, event], [event]], 2)).toHaveLength(3)
})
