import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from '@playwright/test'
import { z } from 'zod'
import { startTwoProcesses, type TwoProcesses } from '../test/two-processes.ts'

const attribute = z.object({ key: z.string(), value: z.looseObject({ stringValue: z.string().optional() }) })
const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  attributes: z.array(attribute),
})
const sent = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(span) })) })),
})

type Span = z.infer<typeof span>

const ticket = 'T'.repeat(32)
const traceId = '0af7651916cd43dd8448eb211c80319c'

let collector: Server
let product: TwoProcesses
const bodies: string[] = []

test.beforeAll(async () => {
  test.setTimeout(180_000)
  collector = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.url === '/v1/traces') bodies.push(body)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  const { port } = collector.address() as AddressInfo
  product = await startTwoProcesses({
    variables: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_BSP_SCHEDULE_DELAY: '100' },
  })
})
test.afterAll(async () => {
  await product.stop()
  collector.close()
})

function spans(): Span[] {
  return bodies
    .flatMap((body) => sent.parse(JSON.parse(body)).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap((scope) => scope.spans)
}

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`http://localhost:${product.ports[0]}${path}`, { headers, redirect: 'manual' })
}

test('a request is a trace with the spans of Next and of its statements, and without what its URL holds', async () => {
  const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` }
  await get(`/invitations/${ticket}?email=pat%40acme.test`, headers)
  await get(`/api/v2/users/${ticket}?q=pat%40acme.test`)
  const named = (name: string) => spans().find((one) => one.name === name && one.kind === 2)
  await expect.poll(() => named('GET /invitations/{ticket}')).toBeTruthy()
  await expect.poll(() => named('GET /api/v2/users/{id}')).toBeTruthy()
  const root = named('GET /invitations/{ticket}')
  expect(root).toMatchObject({ traceId, parentSpanId: 'b7ad6b7169203331' })
  const within = () => spans().filter((one) => one.traceId === traceId)
  await expect.poll(() => within().map(({ name }) => name)).toContain('GET /invitations/[ticket]')
  const statements = within().flatMap(({ attributes }) =>
    attributes.filter(({ key }) => key === 'db.query.text'),
  )
  expect(statements.map(({ value }) => value.stringValue).join('\n')).toMatch(/invitation/)
  for (const body of bodies) expect(body).not.toMatch(/TTTT|pat%40|pat@|127\.0\.0\.1/)
})
