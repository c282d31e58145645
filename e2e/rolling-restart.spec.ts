import { expect, test } from '@playwright/test'
import { Agent, get as send, type RequestOptions } from 'node:http'
import { startBalancer, type Balancer } from '../test/balancer.ts'
import { ProductLoad } from '../test/product-load.ts'
import { startTwoProcesses, type TwoProcesses } from '../test/two-processes.ts'

let balancer: Balancer
let product: TwoProcesses

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(180_000)
  balancer = await startBalancer()
  product = await startTwoProcesses({
    variables: { FOYER_URL: balancer.url, FOYER_DRAIN_SECONDS: '2', RATE_LIMITS: 'off' },
  })
  balancer.useTargets(product.ports)
  for (const port of product.ports) await balancer.waitUntil(port, 'ready')
})

test.afterAll(async () => {
  await product.stop()
  await balancer.stop()
})

/** As a deployment does it: the next process is restarted once the balancer uses the one before again. */
async function restartInTurn(variables?: Record<string, string>): Promise<void> {
  for (const index of [0, 1] as const) {
    await product.restart(index, variables)
    await balancer.waitUntil(product.ports[index], 'ready')
  }
}

async function expectNoFailure(work: () => Promise<void>): Promise<void> {
  const load = await ProductLoad.start(balancer.port, product.dataDir)
  try {
    await work()
  } finally {
    await load.end()
  }
  expect(load.failures, product.output().slice(-4000)).toEqual([])
  expect(load.answered).toBeGreaterThan(50)
}

function answerTo(
  options: RequestOptions,
): Promise<{ status: number | undefined; connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    send(options, (response) => {
      const { statusCode: status, headers } = response
      response.resume().once('end', () => resolve({ status, connection: headers.connection }))
    }).once('error', reject)
  })
}

test('no request fails while both processes are restarted one after the other', async () => {
  test.setTimeout(120_000)
  await expectNoFailure(() => restartInTurn())
})

test('a process that stops serves on, and closes its connections, until the time is over or Ctrl-C is pressed', async () => {
  await product.restart(0, { FOYER_DRAIN_SECONDS: '600' })
  const [port] = product.ports
  const agent = new Agent({ keepAlive: true })
  const get = (path: string) => answerTo({ port, path, agent })
  expect(await get('/api/health/ready')).toEqual({ status: 200, connection: 'keep-alive' })
  product.signal(0, 'SIGTERM')
  const stopping = { status: 503, connection: 'close' }
  await expect.poll(() => get('/api/health/ready')).toEqual(stopping)
  product.signal(0, 'SIGTERM')
  for (const path of ['/sign-in', '/api/health/live', '/.well-known/jwks.json', '/favicon.svg'])
    expect(await get(path), path).toEqual({ status: 200, connection: 'close' })
  product.signal(0, 'SIGINT')
  await expect.poll(() => get('/api/health/live').catch(String)).toContain('ECONNREFUSED')
  await product.restart(0)
})
