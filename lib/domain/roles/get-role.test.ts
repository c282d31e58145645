import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { refusal } from '@/test/fixtures/organization-roles'
import { prepareRoleEditing } from '@/test/fixtures/role-editing'
import { invite } from '../invitations/invite'
import { inviteesOf, newAddress } from '@/test/fixtures/invitations'
import { getRole } from './get-role'
import { getRoleChoices } from './role-choices'

const { roleTenant, owner, manager, organization } = await prepareRoleEditing(
  'read:organization_roles',
  'create:organization_roles',
  'update:organization_roles',
  'delete:organization_roles',
)
const clerk = await roleTenant.createRole(organization, 'Clerk', roleTenant.documents('read', 'shred'))

beforeAll(async () => {
  await roleTenant.createMember(organization, ['Clerk'], 'Zoe Zimmer')
  await roleTenant.createMember(organization, ['Clerk', 'Viewer'], 'Abe Abbot')
})

async function look(roleId: string, person = owner, of = organization) {
  return getRole(await roleTenant.tenant.accessTo(of, person, 'read:organization_roles'), roleId)
}

describe('one role', () => {
  it('says who holds it, by name, how many hold no other, and how many invitations offer it', async () => {
    const access = await roleTenant.tenant.accessTo(organization, owner, 'create:organization_invitations')
    await invite(access, { invitees: inviteesOf([newAddress()], [clerk, roleTenant.tenant.role('Viewer')]) })
    await invite(access, { invitees: inviteesOf([newAddress()], [roleTenant.tenant.role('Viewer')]) })
    const { role, holders, holderCount, soleHolders, invitations } = await look(clerk)
    expect(role).toEqual({
      id: clerk,
      name: 'Clerk',
      description: 'As it was',
      isOwner: false,
      isOwn: true,
      permissions: roleTenant.documents('read', 'shred'),
    })
    expect(holders.map(({ name }) => name)).toEqual(['Abe Abbot', 'Zoe Zimmer'])
    expect({ holderCount, soleHolders, invitations }).toEqual({
      holderCount: 2,
      soleHolders: 1,
      invitations: 1,
    })
  })

  it('does not name its holders to a caller who may not see them', async () => {
    expect(await look(clerk, manager)).toMatchObject({ holders: [], holderCount: 2 })
  })

  it('hides how many members and invitations have it from a caller who may see neither nor edit roles', async () => {
    await roleTenant.createRole(organization, 'Reader', roleTenant.portal('read:organization_roles'))
    const reader = await roleTenant.createMember(organization, ['Reader'])
    expect(await look(clerk, reader)).toMatchObject({
      holders: [],
      holderCount: null,
      soleHolders: null,
      invitations: null,
    })
    await roleTenant.createRole(
      organization,
      'Inviter',
      roleTenant.portal('read:organization_roles', 'read:organization_invitations'),
    )
    const inviter = await roleTenant.createMember(organization, ['Inviter'])
    expect(await look(clerk, inviter)).toMatchObject({
      holders: [],
      holderCount: null,
      invitations: expect.any(Number) as number,
    })
  })

  it('of another organization, of the tenant alone, or an unknown one is not found', async () => {
    const elsewhere = await roleTenant.tenant.createOrganization()
    const foreign = await roleTenant.createRole(elsewhere, 'Foreign')
    for (const id of [foreign, roleTenant.tenant.role('Support'), newId('role')])
      expect(await refusal(look(id))).toBe('not_found')
  })

  it('of the tenant’s can be read and not edited', async () => {
    const { choices, mayEdit, mayRemove, mayDelete, holders } = await look(roleTenant.tenant.role('Owner'))
    expect({ choices, mayEdit, mayRemove, mayDelete }).toEqual({
      choices: [],
      mayEdit: false,
      mayRemove: false,
      mayDelete: false,
    })
    expect(holders.map(({ name }) => name)).toEqual(['Olga Owner'])
  })
})

describe('what may be chosen', () => {
  function chosen(choices: { apiId: string; name: string; mayChoose: boolean }[], may: boolean): string[] {
    return choices.filter(({ mayChoose }) => mayChoose === may).map((ref) => roleTenant.permissionName(ref))
  }

  it('for a new role is what is open and, of the portal, only what the creator has', async () => {
    const access = await roleTenant.tenant.accessTo(organization, manager, 'create:organization_roles')
    const { apis, choices } = await getRoleChoices(access)
    expect(apis.map(({ name }) => name)).toEqual(['Management API', 'Documents'])
    expect(chosen(choices, true)).toEqual([
      'create:organization_roles',
      'delete:organization_roles',
      'read:organization_roles',
      'update:organization_roles',
      'read:documents',
      'write:documents',
    ])
    expect(chosen(choices, false)).toContain('delete:organizations')
    expect(choices.filter(({ name }) => name === 'shred:documents' || name === 'read:users')).toEqual([])
  })

  it('for an existing role is also what it has already, even if closed', async () => {
    const { choices } = await look(clerk, manager)
    expect(chosen(choices, true)).toContain('shred:documents')
  })
})

describe('whether it may be edited', () => {
  it('requires the permission', async () => {
    await roleTenant.createRole(organization, 'Onlooker', roleTenant.portal('read:organization_roles'))
    const onlooker = await roleTenant.createMember(organization, ['Onlooker'])
    expect(await look(clerk, onlooker)).toMatchObject({ mayEdit: false, mayRemove: false, mayDelete: false })
    expect(await look(clerk, manager)).toMatchObject({ mayEdit: true, mayRemove: true, mayDelete: true })
  })

  it('is false when the role may do more than the editor', async () => {
    const strongRole = await roleTenant.createRole(
      organization,
      'Mighty',
      roleTenant.portal('delete:organizations'),
    )
    expect(await look(strongRole, manager)).toMatchObject({
      mayEdit: false,
      mayRemove: false,
      mayDelete: false,
    })
    expect(await look(strongRole, owner)).toMatchObject({ mayEdit: true, mayRemove: true, mayDelete: true })
  })

  it('is true, but not for removing, when a holder may do more than the editor', async () => {
    const weakRole = await roleTenant.createRole(organization, 'Humble', roleTenant.documents('read'))
    await roleTenant.createMember(organization, ['Humble', 'Admin'])
    expect(await look(weakRole, manager)).toMatchObject({ mayEdit: true, mayRemove: false, mayDelete: false })
  })
})
