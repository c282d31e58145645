import { expect, test } from '@playwright/test'
import { z } from 'zod'
import { demoTenantNamed } from './relying-party'
import { signInAsNewUser } from './sign-in-steps'
import { enterPassword, newPage, password, signIn, startSession } from './support'

const ways = ['session', 'csrf', 'providers', 'callback%2Fcredentials']
const broken = ['x', 'w0 ', 'javascript:alert(1)', 'http://', '//', '\\\\', '{[`']

test('a callback URL that is none is a bad request', async ({ request }) => {
  for (const way of ways) {
    for (const url of broken) {
      const answer = await request.get(`/api/auth/${way}`, { params: { callbackUrl: url } })
      expect(answer.status(), `${way} ${url}`).toBe(400)
    }
  }
})

test('a callback URL in the cookie that is none is a bad request', async ({ request }) => {
  const { port } = new URL(demoTenantNamed('lumen').url)
  for (const url of ['x', 'javascript:alert(1)']) {
    const headers = { cookie: `foyer.lumen.${port}.callback-url=${encodeURIComponent(url)}` }
    expect((await request.get('/api/auth/session', { headers })).status(), url).toBe(400)
  }
})

test('a callback URL in the body that is none is a bad request', async ({ request, baseURL }) => {
  const headers = { origin: baseURL ?? '' }
  for (const url of broken) {
    for (const body of [{ form: { callbackUrl: url } }, { data: { callbackUrl: url } }]) {
      const answer = await request.post('/api/auth/callback/credentials', { headers, ...body })
      expect(answer.status(), JSON.stringify(body)).toBe(400)
    }
  }
})

test('a callback URL in the body on this site is taken', async ({ request, baseURL }) => {
  const headers = { origin: baseURL ?? '' }
  for (const body of [{ form: { callbackUrl: '/orgs' } }, { data: { callbackUrl: '/orgs' } }, { form: {} }]) {
    const answer = await request.post('/api/auth/callback/credentials', { headers, ...body })
    expect(answer.status(), JSON.stringify(body)).toBeLessThan(500)
    expect(answer.status(), JSON.stringify(body)).not.toBe(400)
  }
})

test('a callback URL on this site or another is taken', async ({ request }) => {
  for (const url of ['', '/orgs', 'https://app.example.com/callback']) {
    const answer = await request.get('/api/auth/csrf', { params: { callbackUrl: url } })
    expect(answer.status(), url).toBe(200)
  }
})

test('NextAuth’s endpoint that writes what it is sent into the log is a 404', async ({
  request,
  baseURL,
}) => {
  const data = { level: 'error', code: 'X', stack: 'a line\nand another' }
  const headers = { origin: baseURL ?? '' }
  expect((await request.post('/api/auth/_log', { headers, data })).status()).toBe(404)
})

test('every cookie that NextAuth sets has a name of this tenant and this port', async ({ page }) => {
  const { url } = demoTenantNamed('lumen')
  const { email } = await signInAsNewUser(page)
  const { csrfToken } = z
    .object({ csrfToken: z.string() })
    .parse(await (await page.request.get('/api/auth/csrf')).json())
  const headers = { origin: new URL(page.url()).origin }
  await page.request.post('/api/auth/callback/credentials', {
    headers,
    form: { csrfToken, email, password, callbackUrl: url },
  })
  const names = (await page.context().cookies()).map(({ name }) => name)
  const start = `foyer.lumen.${new URL(url).port}.`
  expect(names).toEqual(
    expect.arrayContaining(['session-token', 'csrf-token', 'callback-url'].map((purpose) => start + purpose)),
  )
  expect(names.filter((name) => name.includes('next-auth'))).toEqual([])
})

test('the session is answered alike in front of Next and, with a query, by NextAuth’s own route', async ({
  page,
  context,
}) => {
  for (const isSignedIn of [false, true]) {
    if (isSignedIn) await signIn(page, 'ann@acme.test')
    const jar = await context.cookies()
    const answers = []
    for (const path of ['/api/auth/session', '/api/auth/session?of=next']) {
      await context.clearCookies()
      await context.addCookies(jar)
      const answer = await page.request.get(path)
      const { expires, ...session } = z
        .looseObject({ expires: z.string().optional() })
        .parse(await answer.json())
      const headers = answer.headersArray().map(({ name, value }) => [name.toLowerCase(), value] as const)
      const named = headers.filter(([name]) =>
        /^(content-type|cache-control|pragma|expires|set-cookie)$/.test(name),
      )
      const known = named.map(
        ([name, value]) => `${name}: ${value.replaceAll(/=[^;]{40,};|Expires=[^;]+/g, '=…')}`,
      )
      answers.push({
        status: answer.status(),
        session,
        hasExpiry: expires !== undefined,
        headers: known.toSorted(),
      })
    }
    expect(answers[0]?.hasExpiry).toBe(isSignedIn)
    expect(answers[0]).toEqual(answers[1])
  }
})

test('a sign-in ends the session that the browser had, by NextAuth’s own endpoint as by the form', async ({
  page,
  browser,
  baseURL,
}) => {
  const { email } = await signInAsNewUser(page)
  const name = `foyer.lumen.${new URL(demoTenantNamed('lumen').url).port}.session-token`
  const takeCookie = async () => {
    const found = (await page.context().cookies()).find((cookie) => cookie.name === name)
    return `${name}=${found?.value}`
  }
  const isLive = async (cookie: string) => {
    const answer = await fetch(`${baseURL}/api/auth/session`, { headers: { cookie } })
    return 'user' in z.looseObject({}).parse(await answer.json())
  }
  const byForm = async () => {
    await page.goto('/sign-in?again=1')
    await enterPassword(page)
    await expect(page).not.toHaveURL(/\/sign-in/)
  }
  for (const sign of [() => startSession(page, email), byForm]) {
    const before = await takeCookie()
    expect(await isLive(before)).toBe(true)
    await sign()
    expect(await isLive(before)).toBe(false)
    expect(await isLive(await takeCookie())).toBe(true)
  }
  const last = await takeCookie()
  await startSession(await newPage(browser), email)
  expect(await isLive(last)).toBe(true)
})
