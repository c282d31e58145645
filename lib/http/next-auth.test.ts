import type { CredentialsConfig } from 'next-auth/providers/credentials'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { listTenants, type Tenant } from '@/lib/domain/tenants/list-tenants'
import { findSession } from '@/lib/domain/users/find-session'
import { claimsOf } from '@/lib/web/session'
import { sealToken, sessionCookieName } from '@/lib/web/session-cookie'
import { createTestTenant, testPassword, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { authOptions } from './next-auth'

const sent = { cookies: new Map<string, { value: string }>(), headers: new Headers() }
vi.mock('next/headers', () => ({
  cookies: () => Promise.resolve(sent.cookies),
  headers: () => Promise.resolve(sent.headers),
}))

let testTenant: TestTenant
let tenant: Tenant
let person: TestUser

beforeAll(async () => {
  testTenant = await createTestTenant()
  const found = (await listTenants()).find(({ id }) => id === testTenant.tenantId)
  if (!found) throw new Error('The tenant is not listed.')
  tenant = found
  person = await testTenant.createUser()
})

function live() {
  return findSession(tenant.id, person.sessionId, person.id)
}

function claims() {
  return { sub: person.id, sid: person.sessionId, tenant_id: tenant.id }
}

describe('NextAuth’s callbacks and events', () => {
  it.each(['\0', '\ud800', 'x'.repeat(100_000), 7, { org_id: 'org' }, null])(
    'leaves the session as it is when update() asks for %j',
    async (org_id) => {
      const { callbacks } = authOptions(tenant)
      const requested = { token: claims(), trigger: 'update', session: { org_id } } as const
      const token = await callbacks?.jwt?.(
        requested as unknown as Parameters<NonNullable<typeof callbacks.jwt>>[0],
      )
      expect(token).toMatchObject({ sid: person.sessionId, org_id: null })
    },
  )

  it('ends the session, and not the cookie alone, by signing out', async () => {
    expect(await live()).not.toBeNull()
    const session = { user: { id: '', email: '', name: '' }, org_id: null, org_name: null, expires: '' }
    await authOptions(tenant).events?.signOut?.({ token: claims(), session })
    expect(await live()).toBeNull()
  })

  it('ends the session of the browser’s cookie once the password is right, as the form does', async () => {
    const { id: userId, email, sessionId } = await testTenant.createUser({ password: testPassword })
    const isLive = async (id: string) => (await findSession(tenant.id, id, userId)) !== null
    sent.headers.set('x-foyer-tenant', tenant.id)
    const value = await sealToken(tenant, claimsOf(tenant, { userId, sessionId }), 60)
    sent.cookies.set(sessionCookieName(tenant), { value })
    const [provider] = authOptions(tenant).providers as unknown as { options: CredentialsConfig }[]
    const signIn = (password: string) => provider?.options.authorize({ email, password }, {})
    expect(await signIn('a wrong password')).toBeNull()
    expect(await isLive(sessionId)).toBe(true)
    const opened = await signIn(testPassword)
    expect(await isLive(sessionId)).toBe(false)
    expect(await isLive(opened?.sessionId ?? '')).toBe(true)
  })
})
