import { beforeAll, expect, it, vi } from 'vitest'
import { listTenants, type Tenant } from '@/lib/domain/tenants/list-tenants'
import { findSession } from '@/lib/domain/users/find-session'
import type { Arrival } from '@/lib/domain/users/set-session-organization'
import { signInWithPassword } from '@/lib/domain/users/sign-in-with-password'
import { arrived } from '@/test/fixtures/signed-out'
import { createTestTenant, testPassword, type TestTenant } from '@/test/fixtures/tenant'
import { completeSignIn } from './complete-sign-in'
import { claimsOf } from './session'
import { openToken, sealToken, sessionCookieName } from './session-cookie'

const sent = { cookies: new Map<string, { value: string }>(), headers: new Headers() }
vi.mock('next/headers', () => ({
  cookies: () =>
    Promise.resolve({
      get: (name: string) => sent.cookies.get(name),
      set: (name: string, value: string) => sent.cookies.set(name, { value }),
    }),
  headers: () => Promise.resolve(sent.headers),
}))

let testTenant: TestTenant
let tenant: Tenant

beforeAll(async () => {
  testTenant = await createTestTenant()
  const found = (await listTenants()).find(({ id }) => id === testTenant.tenantId)
  if (!found) throw new Error('The tenant is not listed.')
  tenant = found
  sent.headers.set('x-foyer-tenant', tenant.id)
})

/** A browser that has a session, whose user has entered the password again. */
async function signInAgain(): Promise<{
  arrival: Arrival
  isLive: (sessionId: string) => Promise<boolean>
  previousId: string
}> {
  const { id: userId, email, sessionId: previousId } = await testTenant.createUser({ password: testPassword })
  const value = await sealToken(tenant, claimsOf(tenant, { userId, sessionId: previousId }), 60)
  sent.cookies.set(sessionCookieName(tenant), { value })
  const arrival = await arrived(signInWithPassword(tenant.id, { email, password: testPassword }))
  const isLive = async (sessionId: string) => (await findSession(tenant.id, sessionId, userId)) !== null
  return { arrival, isLive, previousId }
}

async function sessionOfCookie(): Promise<unknown> {
  const token = sent.cookies.get(sessionCookieName(tenant))?.value ?? ''
  return (await openToken(tenant, token))?.['sid']
}

it('ends the previous session once the browser has the new one', async () => {
  const { arrival, isLive, previousId } = await signInAgain()
  expect(await completeSignIn(tenant, arrival, {})).toEqual({ redirect: '/orgs' })
  expect(await sessionOfCookie()).toBe(arrival.sessionId)
  expect([await isLive(previousId), await isLive(arrival.sessionId)]).toEqual([false, true])
})

it('leaves the previous session where the cookie of the new one cannot be set', async () => {
  const { arrival, isLive, previousId } = await signInAgain()
  await testTenant.write((tx) =>
    tx.session.updateMany({ where: { id: arrival.sessionId }, data: { endedAt: new Date() } }),
  )
  await expect(completeSignIn(tenant, arrival, {})).rejects.toThrow('has ended')
  expect(await sessionOfCookie()).toBe(previousId)
  expect(await isLive(previousId)).toBe(true)
})
