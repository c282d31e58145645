import { chromium, type Page } from '@playwright/test'
import { once } from 'node:events'
import { get as getPlain, type IncomingMessage } from 'node:http'
import { connect } from 'node:http2'
import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import { findBrowser } from '../bin/browser.mjs'
import { buildIfStale } from '../bin/build.mjs'
import { freePort } from '../bin/free-port.mjs'
import { demoTenant } from './demo-tenant.ts'
import { isInstalled, startFront, type FrontPorts } from './front-servers.ts'
import { HttpsCaller } from './https-caller.ts'
import { startTwoProcesses, type TwoProcesses } from './two-processes.ts'

/**
 * Two processes behind nginx and behind Caddy, as Debian has them, with the examples of `deploy/`. Prints rows of JSON:
 * {"name","figure","goal","ok"}. node test/fronts.ts
 */
const kilobyte = 1024

await buildIfStale()
for (const name of ['nginx', 'Caddy'] as const) {
  if (isInstalled(name)) await measure(name)
  else row(name, { what: `skipped: this machine has no ${name}`, figure: null, goal: null })
}
process.exit()

interface Row {
  what: string
  figure: number | string | null
  goal: number | string | null
  ok?: boolean
}

function row(front: string, { what, figure, goal, ok = figure === goal }: Row): void {
  if (!ok) process.exitCode = 1
  console.log(JSON.stringify({ name: `${front}: ${what}`, figure, goal, ok }))
}

async function measure(name: 'nginx' | 'Caddy'): Promise<void> {
  const [http, https] = [await freePort(), await freePort()]
  const origin = `https://localhost:${https}`
  const product = await startTwoProcesses({
    variables: { FOYER_URL: origin, FOYER_DRAIN_SECONDS: '5', RATE_LIMITS: 'off' },
  })
  const ports: FrontPorts = { http, https, processes: product.ports }
  const front = await startFront(name, ports)
  try {
    const caller = new HttpsCaller(https, front.certificate)
    row(name, { what: 'http leads to https', figure: await redirectOf(http), goal: 'https' })
    row(name, { what: 'HTTP/2', figure: await overHttp2(origin, front.certificate), goal: 'h2 200' })
    const cookie = await useBrowser(name, origin)
    await measureAddress(name, caller, cookie)
    await measureHeaders(name, caller, product)
    await measureRestart(name, caller, product)
  } finally {
    await front.stop()
    await product.stop()
  }
}

async function redirectOf(port: number): Promise<string> {
  const asked = getPlain({ port, host: '127.0.0.1', path: '/sign-in', headers: { host: 'localhost' } })
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  response.resume()
  return response.headers.location?.split(':', 1)[0] ?? `status ${response.statusCode}`
}

async function overHttp2(origin: string, ca: string): Promise<string> {
  const session = connect(origin, { ca })
  try {
    await once(session, 'connect')
    const stream = session.request({ ':path': '/api/health/ready' })
    const [headers] = (await once(stream, 'response')) as [Record<string, unknown>]
    return `${session.alpnProtocol} ${String(headers[':status'])}`
  } catch (error) {
    return String(error)
  } finally {
    session.destroy()
  }
}

/** Signs in and saves a picture of nearly 2 MB. Returns the cookies. */
async function useBrowser(name: string, origin: string): Promise<string> {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] })
  try {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, baseURL: origin })
    const page = await context.newPage()
    await signIn(page)
    row(name, {
      what: 'after the sign-in',
      figure: new URL(page.url()).protocol + new URL(page.url()).pathname,
      goal: 'https:/orgs',
    })
    const picture = await noisyPicture()
    const size = Math.round(picture.length / kilobyte)
    row(name, { what: 'a picture of KB', figure: size, goal: '> 1900', ok: size > 1900 })
    await page.goto('/account')
    await page
      .getByLabel('Picture', { exact: true })
      .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: picture })
    await page.getByRole('button', { name: 'Save picture' }).click()
    const saved = page.getByRole('button', { name: 'Remove picture' })
    const isSaved = await saved.waitFor({ timeout: 15_000 }).then(
      () => 'saved',
      () => 'not saved',
    )
    row(name, { what: 'it is', figure: isSaved, goal: 'saved' })
    return (await context.cookies()).map((one) => `${one.name}=${one.value}`).join('; ')
  } finally {
    await browser.close()
  }
}

async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'Email' }).fill('ann@acme.test')
  await page.getByLabel('Password', { exact: true }).fill('open-the-front-door')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

/** Noise cannot be compressed, so that its size is known. */
function noisyPicture(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 90 } as const
  return sharp({ create: { width: 810, height: 810, channels: 3, background: '#000', noise } })
    .png({ compressionLevel: 0 })
    .toBuffer()
}

/** The page of an organization’s networks shows its reader’s address, by which the limits count. */
async function measureAddress(name: string, caller: HttpsCaller, cookie: string): Promise<void> {
  const headers = { cookie, 'x-forwarded-for': '203.0.113.9' }
  const { body } = await caller.call('/o/acme/security', { localAddress: '127.0.0.7', headers })
  const address = /Your own address is ([\d.]+\d)/.exec(body.replaceAll('<!-- -->', ''))?.[1]
  row(name, {
    what: 'the address of a client that names another',
    figure: address ?? 'none',
    goal: '127.0.0.7',
  })
}

async function measureHeaders(name: string, caller: HttpsCaller, { dataDir }: TwoProcesses): Promise<void> {
  const bearer = (bytes: number) => ({ headers: { authorization: `Bearer ${'x'.repeat(bytes)}` } })
  const token = await caller.call('/api/v2/organizations', bearer(15 * kilobyte))
  row(name, { what: 'a token of 15 KB', figure: `${token.status} ${token.isOurs}`, goal: '401 true' })
  const tooLong = await caller.call('/api/v2/organizations', bearer(40 * kilobyte))
  const isRefused = [400, 431].includes(tooLong.status)
  row(name, { what: 'a token of 40 KB', figure: tooLong.status, goal: '400 or 431', ok: isRefused })
  const { client_id = '', redirect_uri = '' } = demoTenant(dataDir).clients['spa'] ?? {}
  const query = new URLSearchParams({
    client_id,
    redirect_uri,
    response_type: 'code',
    scope: 'openid',
    prompt: 'none',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    state: 's'.repeat(12 * kilobyte),
  })
  const { status, location } = await caller.call(`/authorize?${query}`)
  const isWhole = location.length > 12 * kilobyte
  row(name, { what: 'an answer with an address of 12 KB', figure: `${status} ${isWhole}`, goal: '303 true' })
}

async function measureRestart(name: string, caller: HttpsCaller, product: TwoProcesses): Promise<void> {
  const { client_id = '', client_secret = '' } = demoTenant(product.dataDir).clients['management'] ?? {}
  const form = {
    client_id,
    client_secret,
    grant_type: 'client_credentials',
    audience: `${caller.origin}/api/v2/`,
  }
  const asked = {
    page: () => caller.call('/o/acme'),
    post: () =>
      caller.call('/oauth/token', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      }),
  }
  const failures: string[] = []
  let answered = 0
  let isOver = false
  const loops = Object.entries(asked).map(async ([what, ask]) => {
    const { status: expected } = await ask()
    while (!isOver) {
      const { status, body } = await ask()
      if (status === expected && expected === 200) answered++
      else failures.push(`${what}: ${status} instead of ${expected}: ${body.slice(0, 300)}`)
      await pause(20)
    }
  })
  await product.restart(0)
  await untilReady(product.ports[0])
  await product.restart(1)
  await pause(1000)
  isOver = true
  await Promise.all(loops)
  for (const failure of failures.slice(0, 5)) console.error(failure)
  row(name, { what: 'requests lost while both are restarted', figure: failures.length, goal: 0 })
  row(name, { what: 'requests answered meanwhile', figure: answered, goal: '> 200', ok: answered > 200 })
}

async function untilReady(port: number): Promise<void> {
  while ((await fetch(`http://127.0.0.1:${port}/api/health/ready`)).status !== 200) await pause(100)
}
