import { expect, it } from 'vitest'
import type { Permission } from '@/lib/access'
import { InvitationFixture } from '@/test/fixtures/invitations'
import { createOperator } from '@/test/fixtures/operator'
import { refusal } from '@/test/fixtures/organization-roles'
import { prepareRoleEditing } from '@/test/fixtures/role-editing'
import { tenantLevelAccess } from '@/test/fixtures/support'
import { acceptInvitation } from '../invitations/accept-invitation'
import { changeOrganizationRole, reviewOrganizationRole } from './change-organization-role'
import { createOrganizationRole } from './create-organization-role'
import { deleteOrganizationRole } from './delete-organization-role'
import { getRole } from './get-role'

const { roleTenant, owner, organization } = await prepareRoleEditing()
const { tenant } = roleTenant
const operator = await createOperator(tenant)
const invitations = new InvitationFixture(tenant, owner, organization)

function as<P extends Permission>(needed: P, at = organization) {
  return tenantLevelAccess(tenant, operator, { organization: at, needed: [needed] })
}

it('operators create, change and delete an organization’s roles, with more than they have there', async () => {
  const permissions = [...roleTenant.portal('delete:organizations'), ...roleTenant.documents('write')]
  const creating = await as('create:organization_roles')
  const { id } = await createOrganizationRole(creating, { name: 'Pilot', description: '', permissions })
  expect(await tenant.read((tx) => tx.role.findFirstOrThrow({ where: { id } }))).toMatchObject({
    organizationId: organization.id,
    assignable: false,
  })
  const person = await roleTenant.createMember(organization, ['Owner'])
  await tenant.write((tx) =>
    tx.memberRole.create({
      data: { organizationId: organization.id, userId: person.id, roleId: id, usableIn: organization.id },
    }),
  )
  const details = await getRole(await as('read:organization_roles'), id)
  expect(details).toMatchObject({ mayEdit: true, mayRemove: true, mayDelete: true, holderCount: 1 })
  expect(details.choices.every(({ mayChoose }) => mayChoose)).toBe(true)
  expect(details.replacements.map(({ name }) => name)).toContain('Owner')

  const edit = { roleId: id, name: 'Chief pilot', description: '', permissions: permissions.slice(1) }
  const updating = await as('update:organization_roles')
  const { version, removes, holders } = await reviewOrganizationRole(updating, edit)
  expect(removes.map(({ name }) => name)).toEqual(['delete:organizations'])
  expect(holders.names).toEqual(['Mia Member'])
  await changeOrganizationRole(updating, { ...edit, version })
  expect(await roleTenant.roleOf(id)).toMatchObject({ name: 'Chief pilot', permissions: ['write:documents'] })

  await deleteOrganizationRole(await as('delete:organization_roles'), id)
  expect(await roleTenant.roleOf(id)).toBeNull()
  for (const type of ['role.created', 'role.changed', 'role.deleted'])
    expect(await roleTenant.eventsOf(organization, type), type).toMatchObject([{ actorId: operator.id }])
})

it('only what is open to organizations can be added, and a role belongs to one organization', async () => {
  const creating = await as('create:organization_roles')
  const shred = { name: 'Shredder', description: '', permissions: roleTenant.documents('shred') }
  expect(await refusal(createOrganizationRole(creating, shred))).toBe('not_yours_to_give at permissions')
  const tenantLevel = { ...shred, permissions: roleTenant.portal('read:users') }
  expect(await refusal(createOrganizationRole(creating, tenantLevel))).toBe(
    'not_yours_to_give at permissions',
  )
  const elsewhere = await tenant.createOrganization({ owner })
  const roleId = await roleTenant.createRole(organization, 'Here')
  for (const id of [roleId, tenant.role('Support')]) {
    expect(await refusal(deleteOrganizationRole(await as('delete:organization_roles', elsewhere), id))).toBe(
      'not_found',
    )
    const edit = { roleId: id, name: 'There', description: '', permissions: [] }
    const updating = await as('update:organization_roles', elsewhere)
    expect(await refusal(reviewOrganizationRole(updating, edit))).toBe('not_found')
  }
})

it('members and pending invitations have the other role that the operator chose', async () => {
  const roleId = await roleTenant.createRole(organization, 'Leaving')
  tenant.roles.Leaving = roleId
  const person = await roleTenant.createMember(organization, ['Leaving'])
  const guest = await tenant.createUser()
  const { mailed } = await invitations.send(guest.email, ['Leaving'])
  const deleting = await as('delete:organization_roles')
  expect(await refusal(deleteOrganizationRole(deleting, roleId))).toBe('conflict')
  await deleteOrganizationRole(deleting, roleId, { instead: tenant.role('Admin') })
  expect(await roleTenant.rolesOf(organization, person)).toEqual(['Admin'])
  await acceptInvitation(guest.self, mailed)
  expect(await roleTenant.rolesOf(organization, guest)).toEqual(['Admin'])
})
