import { beforeAll, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { createRole } from '@/test/fixtures/builders'
import { createOperator } from '@/test/fixtures/operator'
import { createTestTenant, type TestOrganization, type TestTenant } from '@/test/fixtures/tenant'
import { getEvent } from './list-events'

let tenant: TestTenant
let organization: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
  organization = await tenant.createOrganization()
})

/** What the page of an event about the role links to. */
async function roleOfEvent(roleId: string, organizationId: string | null = null) {
  const id = newId('event')
  const about = { actorKind: 'system', targetKind: 'role', targetId: roleId }
  await tenant.write((tx) =>
    tx.auditEvent.create({ data: { id, type: 'role.changed', organizationId, ...about } }),
  )
  const access = await tenant.tenantAccess(await createOperator(tenant), 'read:logs')
  return (await getEvent(access, id)).event.role
}

it('says whether the role that an event is about is an organization’s or the tenant’s', async () => {
  const ownRoleId = await tenant.write((tx) =>
    createRole(tx, { name: 'Pilot', organizationId: organization.id }),
  )
  expect(await roleOfEvent(ownRoleId, organization.id)).toEqual({ organizationId: organization.id })
  expect(await roleOfEvent(tenant.role('Member'))).toEqual({ organizationId: null })
  const other = await tenant.createOrganization()
  expect(await roleOfEvent(ownRoleId, other.id)).toBeNull()
})

it('names no role that is deleted, or whose organization is', async () => {
  expect(await roleOfEvent('rol_deleted', organization.id)).toBeNull()
  const gone = await tenant.createOrganization()
  const roleId = await tenant.write((tx) => createRole(tx, { name: 'Pilot', organizationId: gone.id }))
  await tenant.write((tx) =>
    tx.organization.updateMany({ where: { id: gone.id }, data: { deletedAt: new Date() } }),
  )
  expect(await roleOfEvent(roleId, gone.id)).toBeNull()
})
