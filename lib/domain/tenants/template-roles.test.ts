import { beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '@/lib/domain/apis/create-api'
import { updateApi } from '@/lib/domain/apis/update-api'
import { createOrganization } from '@/lib/domain/organizations/create-organization'
import { changeOrganizationRole, reviewOrganizationRole } from '@/lib/domain/roles/change-organization-role'
import { createTenantRole } from '@/lib/domain/tenant-roles/create-tenant-role'
import { deleteTemplateRole, listTemplateRoles, saveTemplateRole, type TemplateRole } from './template-roles'
import { type TestTenant, createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { eventsOf, createOperator, portalApiId, refusal } from '@/test/fixtures/operator'

let tenant: TestTenant
let operator: TestUser
let portal: string
let documents: string
let made = 0

beforeAll(async () => {
  tenant = await createTestTenant()
  operator = await createOperator(tenant)
  portal = await portalApiId(tenant)
  const access = await tenant.tenantAccess(operator, 'create:resource_servers')
  const names = ['read:documents', 'write:documents', 'burn:documents']
  const permissions = names.map((name) => ({ name, description: '' }))
  documents = (await createApi(access, { identifier: 'documents', name: 'Documents', permissions })).id
  await setOpen(names.slice(0, 2))
})

/** Opens these permissions to organizations, and closes the others. */
async function setOpen(names: string[]) {
  const access = await tenant.tenantAccess(operator, 'update:resource_servers')
  await updateApi(access, {
    id: documents,
    permissions: (present) =>
      present.map((one) => ({ ...one, openToOrganizations: names.includes(one.name) })),
  })
}
async function save(role: Partial<TemplateRole>) {
  const access = await tenant.tenantAccess(operator, 'update:tenant_settings')
  return saveTemplateRole(access, { name: `Role ${++made}`, description: '', permissions: [], ...role })
}
async function remove(id: string) {
  return deleteTemplateRole(await tenant.tenantAccess(operator, 'update:tenant_settings'), id)
}
async function list() {
  return listTemplateRoles(await tenant.tenantAccess(operator, 'read:tenant_settings'))
}
async function create() {
  const founder = await tenant.createUser()
  const access = await tenant.tenantAccess(founder, 'create:organizations')
  const slug = `founded-${founder.id.slice(-12)}`
  const { id } = await createOrganization(access, { displayName: 'Founded', slug, owner: access.caller })
  return { id, slug, displayName: 'Founded', founder }
}
async function ownRoles(organizationId: string) {
  const roles = await tenant.read((tx) =>
    tx.role.findMany({
      where: { tenantId: tenant.tenantId, organizationId },
      include: { permissions: { orderBy: { name: 'asc' } } },
      orderBy: { name: 'asc' },
    }),
  )
  return roles.map(({ id, name, description, permissions }) => {
    return { id, name, description, permissions: permissions.map((permission) => permission.name) }
  })
}

describe('the template', () => {
  it('gives each new organization roles of its own, and a change of one changes no other', async () => {
    const before = await create()
    const { id } = await save({
      name: 'Reader',
      description: 'Reads documents',
      permissions: [
        { apiId: documents, name: 'read:documents' },
        { apiId: portal, name: 'read:organization_members' },
      ],
    })
    const one = await create()
    const two = await create()
    const copy = {
      name: 'Reader',
      description: 'Reads documents',
      permissions: ['read:documents', 'read:organization_members'],
    }
    expect(await ownRoles(before.id)).toEqual([])
    const [here] = await ownRoles(one.id)
    const [there] = await ownRoles(two.id)
    expect([here, there]).toMatchObject([copy, copy])
    expect(new Set([here?.id, there?.id, id]).size).toBe(3)

    const edit = {
      roleId: here?.id ?? '',
      name: 'Writer',
      description: '',
      permissions: [{ apiId: documents, name: 'write:documents' }],
    }
    const access = await tenant.accessTo(one, one.founder, 'update:organization_roles')
    const { version } = await reviewOrganizationRole(access, edit)
    await changeOrganizationRole(access, { ...edit, version })
    expect(await ownRoles(one.id)).toMatchObject([{ name: 'Writer', permissions: ['write:documents'] }])
    expect(await ownRoles(two.id)).toEqual([there])
    expect(await list()).toMatchObject([{ id, name: 'Reader' }])

    await save({ id, name: 'Lector', description: '', permissions: [] })
    expect(await ownRoles(two.id)).toEqual([there])
    expect(await remove(id)).toEqual({ name: 'Lector' })
    expect(await ownRoles(two.id)).toEqual([there])
    expect(await ownRoles((await create()).id)).toEqual([])
    expect((await eventsOf(tenant, 'tenant.template_changed')).map(({ details }) => details)).toMatchObject([
      { after: { name: 'Reader', permissions: ['read:organization_members', 'read:documents (Documents)'] } },
      { before: { name: 'Reader' }, after: { name: 'Lector', permissions: [] } },
      { before: { name: 'Lector' }, after: null },
    ])
  })

  it('keeps a permission that is closed, and copies it no more until it is open again', async () => {
    const permissions = ['read:documents', 'write:documents'].map((name) => ({ apiId: documents, name }))
    const { id, name } = await save({ permissions })
    await setOpen(['read:documents'])
    expect((await list()).find((role) => role.id === id)?.permissions.map(({ isOpen }) => isOpen)).toEqual([
      true,
      false,
    ])
    expect(await ownRoles((await create()).id)).toMatchObject([{ name, permissions: ['read:documents'] }])
    await setOpen(['read:documents', 'write:documents'])
    expect(await ownRoles((await create()).id)).toMatchObject([
      { name, permissions: ['read:documents', 'write:documents'] },
    ])
    await remove(id)
  })

  it('takes only what is open to organizations', async () => {
    const closed = { apiId: documents, name: 'burn:documents' }
    const ofTenants = { apiId: portal, name: 'read:users' }
    const unknown = { apiId: documents, name: 'read:minds' }
    expect(await refusal(save({ permissions: [closed] }))).toBe('invalid')
    expect(await refusal(save({ permissions: [ofTenants] }))).toBe('invalid')
    expect(await refusal(save({ permissions: [unknown] }))).toBe('not_found')
    expect(await list()).toEqual([])
  })

  it('takes no name that reads like another role’s, and no tenant role takes one of its names', async () => {
    const { id } = await save({ name: 'Curator' })
    expect(await refusal(save({ name: 'OWNER' }))).toBe('conflict')
    expect(await refusal(save({ name: 'curator' }))).toBe('conflict')
    const access = await tenant.tenantAccess(operator, 'create:roles')
    expect(await refusal(createTenantRole(access, { name: 'curator' }))).toBe('conflict')
    expect(await save({ id, name: 'curator' })).toEqual({ id, name: 'curator' })
    await remove(id)
    expect(await refusal(remove(id))).toBe('not_found')
    expect(await refusal(save({ id }))).toBe('not_found')
  })
})
