import { beforeAll, expect, it } from 'vitest'
import { allBuffersRead, buffersRead } from '@/test/buffers-read'
import { asSuperuser } from '@/test/fixtures/large-tenant'
import { createTestTenant, type TestOrganization, type TestUser } from '@/test/fixtures/tenant'
import { findNamedOrganization } from './tokens/find-application'
import { switchOrganization } from './users/switch-organization'

const tenant = await createTestTenant()
let user: TestUser
let organization: TestOrganization

// So many that reading them all shows.
beforeAll(async () => {
  user = await tenant.createUser()
  const { id: other } = await tenant.createUser()
  organization = await tenant.createOrganization({ owner: user })
  await tenant.write(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO sessions (tenant_id, id, user_id, connection_id, expires_at)
      SELECT ${tenant.tenantId}, 'ses_' || n, ${other}, ${tenant.connection('password')}, now() + interval '1 day'
      FROM generate_series(1, 20000) n`
    await tx.$executeRaw`
      INSERT INTO organizations (tenant_id, id, slug, display_name)
      SELECT ${tenant.tenantId}, 'org_' || n, 'place-' || n, 'Place' FROM generate_series(1, 5000) n`
  })
  await asSuperuser(async (client) => void (await client.query('ANALYZE sessions, organizations')))
})

it('a change reads the session of its caller, and no other', async () => {
  const changing = () => switchOrganization(user.self, organization.id)
  // The first times, a connection reads the catalogue.
  for (let times = 0; times < 3; times++) await changing()
  expect(await buffersRead(/foyer\.begin_change/, changing)).toBeLessThan(150)
})

it.each([false, true])(
  'an organization that a token names is found by an index (by slug: %s)',
  async (byName) => {
    const value = byName ? organization.slug : organization.id
    const finding = () => findNamedOrganization(tenant.tenantId, { value, byName })
    expect(await finding()).toEqual({ id: organization.id, slug: organization.slug })
    expect(await allBuffersRead(finding)).toBeLessThan(50)
  },
)
