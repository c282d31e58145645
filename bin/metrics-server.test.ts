import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
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

/** As they are named in queries. */
async function names(): Promise<Set<string>> {
  const types = [...(await scrape()).matchAll(/^# TYPE (\w+) (\w+)$/gm)]
  return new Set(
    types.flatMap(([, name = '', type]) =>
      type === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => name + part) : [name],
    ),
  )
}

function namesIn(text: string): Set<string> {
  return new Set(text.match(/\b(?:foyer|nodejs|process)_\w+/g))
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

describe('deploy/observability', () => {
  const read = (name: string) => readFileSync(`deploy/observability/${name}`, 'utf8')
  const dashboard = z.object({
    panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })),
  })

  it('asks only for metrics that there are', async () => {
    const { panels } = dashboard.parse(JSON.parse(read('dashboard.json')))
    const queries = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
    expect(queries.length).toBeGreaterThan(10)
    const there = await names()
    for (const text of [...queries, read('alerts.yml')])
      for (const name of namesIn(text)) expect(there, name).toContain(name)
  })

  it('each alert says what to do, and names a heading of the documentation', () => {
    const alerts = read('alerts.yml').split('- alert: ').slice(1)
    const headings = readFileSync('docs/operating.md', 'utf8').match(/^#+ .+$/gm) ?? []
    const anchors = headings.map((line) => line.replace(/^#+ /, '').toLowerCase().replaceAll(' ', '-'))
    expect(alerts).toHaveLength(6)
    for (const alert of alerts) {
      expect(alert).toMatch(/^ {10}summary: .+\n {10}action: .+$/m)
      const [, anchor] = /runbook: docs\/operating\.md#(.+)/.exec(alert) ?? []
      expect(anchors, alert).toContain(anchor)
    }
  })
})
