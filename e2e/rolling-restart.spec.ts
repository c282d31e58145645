import { expect, test } from '@playwright/test'
import { Agent, get as send, type RequestOptions } from 'node:http'
import { decodeProtectedHeader } from 'jose'
import { secretId } from '../lib/domain/crypto/derive'
import { startBalancer, type Balancer } from '../test/balancer.ts'
import { ProductLoad } from '../test/product-load.ts'
import {
  asSuperuser,
  secretOfProcesses,
  startTwoProcesses,
  type TwoProcesses,
} from '../test/two-processes.ts'

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
async function restartInTurn(variables: Record<string, string>): Promise<void> {
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
  expect(load.failures).toEqual([])
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

test('a process that stops serves on, and closes its connections, until the time is over or Ctrl-C is pressed', async () => {
  await product.restart(0, { FOYER_DRAIN_SECONDS: '30' })
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
  await balancer.waitUntil(port, 'ready')
})

const [old, next] = [secretOfProcesses, 'the secret to which these processes are rotated']
const phases = {
  first: { FOYER_SECRET: old, FOYER_SECRET_NEXT: next },
  second: { FOYER_SECRET: next, FOYER_SECRET_PREVIOUS: old },
  back: { FOYER_SECRET: old, FOYER_SECRET_PREVIOUS: next },
  before: { FOYER_SECRET: old },
}

/** By the clean-up, which otherwise runs every hour. */
async function expectKeysSealedWith(secret: string): Promise<void> {
  await asSuperuser(product, async (client) => {
    await client.query(`INSERT INTO pgboss.job (name, data) VALUES ('housekeeping', '{}')`)
    const headers = () =>
      client.query<{ header: string }>(
        `SELECT DISTINCT split_part(sealed_private, '.', 1) AS header FROM signing_keys WHERE sealed_private IS NOT NULL`,
      )
    const ids = async () =>
      (await headers()).rows.map(({ header }) => String(decodeProtectedHeader({ protected: header }).kid))
    await expect.poll(ids, { timeout: 20_000 }).toEqual([secretId(secret)])
  })
}

/** Every phase is also a rolling restart. */
test('no request fails and no session ends while the secret is rotated, and rotated back', async () => {
  test.setTimeout(240_000)
  await expectNoFailure(async () => {
    await restartInTurn(phases.first)
    await restartInTurn(phases.second)
    await expectKeysSealedWith(next)
    await restartInTurn(phases.back)
    await expectKeysSealedWith(old)
    await restartInTurn(phases.before)
  })
})

test('a process with another secret is not ready, and leaves those that run in service', async () => {
  test.setTimeout(120_000)
  const [port, other] = product.ports
  await expectNoFailure(async () => {
    await balancer.waitUntil(port, 'ready')
    await product.restart(0, { FOYER_SECRET: next })
    const answer = await fetch(`http://localhost:${port}/api/health/ready`)
    expect([answer.status, await answer.json()]).toEqual([503, { status: 'failing', failing: 'secret' }])
    expect((await fetch(`http://localhost:${other}/api/health/ready`)).status).toBe(200)
    await product.restart(0)
    await balancer.waitUntil(port, 'ready')
  })
})
