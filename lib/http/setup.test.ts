import { beforeAll, expect, it, vi } from 'vitest'
import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { setupCode } from '@/lib/domain/tenants/set-up'
import { env } from '@/lib/env'
import { takeOwnDatabase } from '@/test/own-database'
import { programAnswer } from '@/lib/server/answer-without-next'
import { admit } from './admission'
import type { IncomingRequest } from './incoming-request'
import { setupLink, setupPath } from './setup'

vi.stubEnv('FOYER_URL', 'https://login.lumen.test')
beforeAll(takeOwnDatabase)

const host = 'localhost:3000'

interface Given extends Partial<IncomingRequest> {
  body?: Record<string, string>
}

/** As the server does: admission, then the answer without Next. */
async function ask({ body, ...given }: Given = {}): Promise<{
  status: number
  location: string
  text: string
}> {
  const headers = { host, ...(body ? { origin: `http://${host}` } : {}), ...given.headers }
  const method = body ? 'POST' : 'GET'
  const incoming = { method, url: setupPath, remoteAddress: '127.0.0.1', ...given, headers }
  const admission = await admit(incoming)
  if ('refuse' in admission) {
    const { status, headers: answered, body: text } = admission.refuse
    return { status, location: answered['location'] ?? '', text }
  }
  const bytes = body && new TextEncoder().encode(new URLSearchParams(body).toString())
  const answer = await programAnswer({ ...incoming, headers: { ...headers, ...admission.headers } }, bytes)
  if (!answer) throw new Error('Next would answer.')
  return {
    status: answer.status,
    location: answer.headers.get('location') ?? '',
    text: await answer.text(),
  }
}

it('reads at most 20 KB, whether the length is declared or not', async () => {
  const form = { method: 'POST', url: setupPath, remoteAddress: '127.0.0.1' }
  const headers = { host, origin: `http://${host}` }
  const declared = await admit({ ...form, headers: { ...headers, 'content-length': '20001' } })
  expect(declared).toMatchObject({ refuse: { status: 413 } })
  const chunked = await admit({ ...form, headers: { ...headers, 'transfer-encoding': 'chunked' } })
  expect(chunked).toMatchObject({ body: { bytes: 20_000, refusal: 'tooLarge' } })
})

function input(changed: Record<string, string> = {}): Record<string, string> {
  const person = { operator: 'Olu Operator', email: 'olu@lumen.test', password: 'a long way to the door' }
  return { code: setupCode(), name: 'Lumen', url: `http://${host}`, ...person, ...changed }
}

it('only a browser on this machine finds the page, from every path', async () => {
  expect((await ask({ url: '/sign-in' })).location).toBe('/setup')
  expect((await ask({ url: setupPath, remoteAddress: '192.0.2.7' })).status).toBe(421)
  expect((await ask({ headers: { host: 'login.lumen.test' } })).status).toBe(421)
  expect((await ask({ headers: { 'x-forwarded-for': '127.0.0.1' } })).status).toBe(421)
  expect((await ask({ url: '/api/v2/users', method: 'POST' })).status).toBe(421)
  const link = new URL((await setupLink()) ?? '')
  const { status, text } = await ask({ url: link.pathname + link.search })
  expect(status).toBe(200)
  expect(text).toContain(`name="code" value="${setupCode()}"`)
  expect(text).toContain('value="https://login.lumen.test"')
  expect((await ask()).text).toContain('Setup code')
})

it('a wrong code, bad input and a form of another site set nothing up, and what was typed stays', async () => {
  const wrong = await ask({ body: input({ code: `${setupCode().slice(1)}x` }) })
  expect([wrong.status, wrong.text.includes('This is not the code that the terminal shows.')]).toEqual([
    400,
    true,
  ])
  expect(wrong.text).toContain('value="Olu Operator"')
  expect(wrong.text).not.toContain('a long way')
  for (const [changed, problem] of [
    [{ url: 'http://login.lumen.test' }, 'Use https://, unless it is this machine.'],
    [{ url: 'lumen' }, 'Enter a URL without a path'],
    [{ email: 'olu' }, 'Enter an email address'],
    [{ password: 'short' }, 'A password needs at least 10 characters.'],
    [
      { sign_in: 'passkey', password: '' },
      'Choose a password: Foyer has neither RESEND_API_KEY nor SMTP_URL',
    ],
    [{ sign_in: 'passkey', url: 'http://127.0.0.1:3000' }, 'A passkey needs a name'],
    [{ sign_in: 'nothing' }, 'Choose a password or a passkey.'],
    [{ name: '<b>' + 'x'.repeat(90) }, '&#60;b&#62;'],
  ] as const) {
    const { status, text } = await ask({ body: input(changed) })
    expect(status, problem).toBe(400)
    expect(text).toContain(problem)
  }
  const foreign = await ask({ body: input(), headers: { origin: 'http://attacker.test' } })
  expect(foreign.status).toBe(403)
  expect(await tenants()).toEqual([])
})

it('creates the first tenant with its operator once, also for two requests at the same time', async () => {
  const answers = await Promise.all([ask({ body: input() }), ask({ body: input() })])
  const [created] = answers.filter(({ status }) => status === 303)
  expect(created?.location).toBe(`http://${host}/sign-in?return_to=%2Fconsole`)
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 400])
  expect(await tenants()).toEqual([{ id: 'main', name: 'Lumen', url: `http://${host}` }])
  const roles = await read(bypassRowSecurity('a test reads its tenant', 'main'), (tx) =>
    tx.userRole.findMany({ select: { user: { select: { email: true } }, role: { select: { name: true } } } }),
  )
  expect(roles).toEqual([{ user: { email: 'olu@lumen.test' }, role: { name: 'Operator' } }])
  expect(await setupLink()).toBeNull()
  const later = await admit({ method: 'GET', url: setupPath, headers: { host }, remoteAddress: '127.0.0.1' })
  expect(later).toMatchObject({ headers: { 'x-foyer-tenant': 'main' } })
  expect(env().secret).not.toContain(setupCode())
})

function tenants() {
  return read(bypassRowSecurity('a test reads all tenants', ''), (tx) =>
    tx.tenant.findMany({ select: { id: true, name: true, url: true } }),
  )
}
