import { beforeAll, describe, expect, it } from 'vitest'
import { listTenants, type Tenant } from '@/lib/domain/tenants/list-tenants'
import { findSession } from '@/lib/domain/users/find-session'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { authOptions } from './next-auth'

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
})
