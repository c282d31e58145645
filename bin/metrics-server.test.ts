import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { reserve } from '@/lib/db/limits'
import { stopQueue } from '@/lib/db/queue'
import { watchMetrics } from '@/lib/server/watch-metrics'
import { freePort } from './free-port.mjs'
import { serveMetrics } from './metrics-server.mjs'

let url: string
let server: Server | { close: () => void }

beforeAll(async () => {
  const port = await freePort()
  url = `http://127.0.0.1:${port}/metrics`
  server = await serveMetrics({ metricsPort: port, metricsHost: '127.0.0.1' }, { watchMetrics })
})
afterAll(async () => {
  server.close()
  await stopQueue()
})

async function scrape(): Promise<string> {
  return (await fetch(url)).text()
}

it('lanes, pools and jobs are asked for at a scrape', async () => {
  const text = await scrape()
  for (const line of [
    'foyer_queue_requests{lane="invitees",state="running"} 0',
    'foyer_queue_refused_total{lane="pages"} 0',
    'foyer_database_connections{pool="requests",state="waiting"} 0',
    'foyer_jobs{queue="webhook",state="ready"} 0',
    'foyer_jobs{queue="mail",state="failed"} ',
    'foyer_emails_total{outcome="sent"} 0',
    'foyer_sign_ins_total{outcome="failed"} 0',
  ])
    expect(text).toContain(line)
})

it('what a limit refuses is counted by the name of the limit', async () => {
  const limit = { name: 'test_counted', points: 1, seconds: 60 }
  const key = randomUUID()
  await reserve(limit, key)
  for (let attempt = 0; attempt < 2; attempt++)
    await expect(reserve(limit, key)).rejects.toMatchObject({ code: 'too_many' })
  expect(await scrape()).toContain('foyer_limit_refusals_total{limit="test_counted"} 2\n')
})

it('a taken port is named', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const front = { watchMetrics: () => undefined }
  const starting = serveMetrics({ metricsPort: port, metricsHost: '127.0.0.1' }, front)
  await expect(starting).rejects.toThrow(`Port ${port} is taken. Set FOYER_METRICS_PORT to another.`)
  other.close()
})
