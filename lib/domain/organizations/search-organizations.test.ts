import { beforeAll, describe, expect, it } from 'vitest'
import type { TenantAccess } from '@/lib/access'
import { createOperator } from '@/test/fixtures/operator'
import { createTestTenant, type TestOrganization, type TestTenant } from '@/test/fixtures/tenant'
import { searchOrganizations, type OrganizationsQuery } from './search-organizations'

let tenant: TestTenant
let access: TenantAccess<'read:organizations'>
let pier: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
  access = await tenant.tenantAccess(await createOperator(tenant), 'read:organizations')
  pier = await tenant.createOrganization({ displayName: 'Pier Zürich', slug: 'harbour' })
  await tenant.createOrganization({ displayName: 'Café', slug: 'cafe_1' })
  const closed = await tenant.createOrganization({ displayName: 'Suspended' })
  const deleted = await tenant.createOrganization({ displayName: 'Deleted' })
  await tenant.addMember(pier, await tenant.createUser())
  await tenant.write(async (tx) => {
    const at = (id: string) => ({ where: { tenantId_id: { tenantId: tenant.tenantId, id } } })
    await tx.organization.update({ ...at(closed.id), data: { suspendedAt: new Date() } })
    await tx.organization.update({ ...at(deleted.id), data: { deletedAt: new Date() } })
  })
  const stranger = await createTestTenant()
  await stranger.createOrganization({ displayName: 'Pier of another tenant' })
})

async function search(query: Partial<OrganizationsQuery> = {}) {
  return searchOrganizations(access, { q: '', state: '', sort: 'name', take: 25, skip: 0, ...query })
}

async function names(query: Partial<OrganizationsQuery>): Promise<string[]> {
  return (await search(query)).rows.map(({ displayName }) => displayName)
}

describe('organizations in the console', () => {
  it('are found by the beginning of their name or slug, folded, or by their id', async () => {
    expect(await names({ q: 'PIER zurich' })).toEqual(['Pier Zürich'])
    expect(await names({ q: 'harb' })).toEqual(['Pier Zürich'])
    expect(await names({ q: 'cafe' })).toEqual(['Café'])
    expect(await names({ q: 'cafe_' })).toEqual(['Café'])
    expect(await names({ q: pier.id })).toEqual(['Pier Zürich'])
    expect(await names({ q: '%' })).toEqual([])
    expect(await names({ q: 'zurich' })).toEqual([])
  })

  it('are sorted by name or time, and filtered by state', async () => {
    expect(await names({})).toEqual(['Café', 'Pier Zürich', 'Suspended'])
    expect(await names({ sort: '-created' })).toEqual(['Suspended', 'Café', 'Pier Zürich'])
    expect(await names({ state: 'active', sort: '-name' })).toEqual(['Pier Zürich', 'Café'])
    expect(await names({ state: 'suspended' })).toEqual(['Suspended'])
    expect(await names({ state: 'deleted' })).toEqual(['Deleted'])
  })

  it('come with their number of members, and until when a deleted one can be restored', async () => {
    const [first, second] = (await search({ state: 'active' })).rows
    expect([first?.members, second?.members]).toEqual([0, 1])
    const [deleted] = (await search({ state: 'deleted' })).rows
    expect(deleted?.restorableUntil?.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000)
  })
})
