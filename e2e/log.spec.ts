import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { z } from 'zod'

const line = z.looseObject({ requestId: z.string() })

const secrets = {
  ticket: 'T'.repeat(32),
  email: 'pat%40acme.test',
  cookie: 'a-cookie-of-pat',
  token: 'a-token',
}

/** The lines of a request, which is sent with what a log must not have. */
async function linesOf(base: string, path: string, method = 'GET'): Promise<unknown[]> {
  const id = randomUUID()
  const headers = {
    'x-request-id': id,
    cookie: `foyer=${secrets.cookie}`,
    authorization: `Bearer ${secrets.token}`,
    'x-foyer-tenant': 'spoofed',
  }
  await fetch(new URL(`${path}?email=${secrets.email}`, base), { method, headers, redirect: 'manual' })
  const file = join(process.env['FOYER_DATA'] ?? '', 'foyer.log')
  const read = () =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((text) => text.includes(id))
  await expect.poll(() => read().length).toBeGreaterThan(0)
  for (const text of read()) {
    for (const secret of [...Object.values(secrets), '@acme', '127.0.0.1', '::1', 'spoofed'])
      expect(text).not.toContain(secret)
  }
  return read().map((text) => line.parse(JSON.parse(text)))
}

test('each request is a line of JSON with its route, and without what its path, query and headers hold', async ({
  baseURL,
}) => {
  const base = baseURL ?? ''
  const ms = expect.any(Number) as unknown
  const level = 'info'
  expect(await linesOf(base, `/invitations/${secrets.ticket}`)).toEqual([
    expect.objectContaining({
      level,
      ms,
      tenant: 'lumen',
      method: 'GET',
      route: '/invitations/{ticket}',
      status: 404,
    }),
  ])
  expect(await linesOf(base, `/api/v2/users/${secrets.email}`)).toEqual([
    expect.objectContaining({ tenant: 'lumen', method: 'GET', route: '/api/v2/users/{id}', status: 401 }),
  ])
  const [unknown] = await linesOf(base, `/wp-login/${secrets.ticket}`)
  expect(unknown).toMatchObject({ tenant: 'lumen', status: 404 })
  expect(unknown).not.toHaveProperty('route')
  const [refused] = await linesOf(base, '/sign-in', 'POST')
  expect(refused).toMatchObject({ method: 'POST', status: 403 })
  const [foreign] = await linesOf(base.replace('localhost', '127.0.0.1'), '/sign-in')
  expect(foreign).toMatchObject({ status: 421 })
})
