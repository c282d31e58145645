import { expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { createTestTenant } from '@/test/fixtures/tenant'
import { getMembersPage, type MembersPageQuery } from './members-page'

const everyone: MembersPageQuery = { q: '', role: '', sort: 'name', page: 1 }

it('shows 25 members a page, and the last page for one beyond it', async () => {
  const tenant = await createTestTenant()
  const owner = await tenant.createUser({ name: 'Zoë Ångström' })
  const organization = await tenant.createOrganization({ owner })
  for (let number = 1; number <= 50; number += 1)
    await tenant.addMember(organization, await tenant.createUser({ name: `Person ${number}` }), [])
  const access = await tenant.accessTo(organization, owner, 'read:organization_members')
  const first = await getMembersPage(access, everyone)
  expect(first).toMatchObject({ total: 51, page: 1, hasNext: true })
  expect(first.roles.map(({ name }) => name)).toEqual(['Owner'])
  expect(first.assignableRoles.map(({ name }) => name)).toEqual(['Owner', 'Admin', 'Member', 'Viewer'])
  const second = await getMembersPage(access, { ...everyone, page: 2 })
  const seen = new Set([...first.rows, ...second.rows].map(({ userId }) => userId))
  expect(seen.size).toBe(50)
  const last = await getMembersPage(access, { ...everyone, page: 9999 })
  expect(last).toMatchObject({ page: 3, hasNext: false })
  expect(last.rows.map(({ name }) => name)).toEqual(['Zoë Ångström'])
})

it('has no roles to filter by for those who may not see the members’ roles', async () => {
  const tenant = await createTestTenant()
  const organization = await tenant.createOrganization()
  const auditor = await tenant.createUser({ name: 'Aud' })
  await tenant.write(async (tx) => {
    const api = await tx.api.findFirstOrThrow({ where: { tenantId: tenant.tenantId, isPortal: true } })
    const role = { roleId: newId('role'), usableIn: organization.id, apiId: api.id }
    await tx.role.create({ data: { id: role.roleId, name: 'Auditor', organizationId: organization.id } })
    await tx.rolePermission.create({ data: { ...role, name: 'read:organization_members' } })
  })
  await tenant.addMember(organization, auditor, ['Auditor'])
  const access = await tenant.accessTo(organization, auditor, 'read:organization_members')
  expect((await getMembersPage(access, everyone)).roles).toEqual([])
})
