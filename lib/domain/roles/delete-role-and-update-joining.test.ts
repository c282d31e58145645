import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { InvitationFixture } from '@/test/fixtures/invitations'
import { createLink, currentLink } from '@/test/fixtures/join-links'
import { JoiningFixture } from '@/test/fixtures/joining'
import { createOperator } from '@/test/fixtures/operator'
import { createRoleTenant } from '@/test/fixtures/organization-roles'
import { tenantLevelAccess } from '@/test/fixtures/support'
import { setDomainJoining } from '../domains/set-domain-joining'
import { joinByDomain } from '../join-requests/join-by-domain'
import { findJoinLink } from '../join-links/queries'
import { joinByLink } from '../join-links/join-by-link'
import { turnOffJoinLink } from '../join-links/turn-off-join-link'
import { deleteOrganizationRole } from './delete-organization-role'
import type { PermissionRef } from './permission-ref'

const roleTenant = await createRoleTenant()
const { tenant } = roleTenant
const owner = await tenant.createUser({ name: 'Olga Owner' })
let joining: JoiningFixture
let at: InvitationFixture
let roleId: string

beforeEach(async () => {
  joining = await JoiningFixture.create(tenant, owner)
  at = new InvitationFixture(tenant, owner, joining.organization)
  roleId = await createRole('Keeper')
})

async function createRole(name: string, ...permissions: PermissionRef[]): Promise<string> {
  const id = await roleTenant.createRole(joining.organization, name, permissions)
  tenant.roles[name] = id
  return id
}

async function remove(instead?: string, by = owner): Promise<void> {
  const access = await tenant.accessTo(at.organization, by, 'delete:organization_roles')
  await deleteOrganizationRole(access, roleId, { instead })
}

async function link() {
  const found = await findJoinLink(await at.reading())
  return found && { ...found, roles: found.roles.map(({ name }) => name) }
}

async function linkOfAdmin(roles: string[]): Promise<{ id: string; token: string }> {
  return createLink(at, { roles, by: await joining.admin(), maxUses: 5 })
}

describe('a deleted role that the join link gives', () => {
  it('is replaced in a new link, with the same limits, and the earlier link gives nothing', async () => {
    const { id, token } = await linkOfAdmin(['Keeper', 'Viewer'])
    await joinByLink((await tenant.createUser()).self, token)
    const before = await link()
    await remove(tenant.role('Member'))
    const after = await link()
    expect(after).toEqual({ ...before, id: after?.id, roles: ['Member', 'Viewer'] })
    const guest = await tenant.createUser()
    await expect(joinByLink(guest.self, token)).rejects.toThrow('A newer link was made')
    expect(await at.eventsOf('join_link.changed')).toMatchObject([
      {
        targetId: id,
        actorId: owner.id,
        details: {
          before: { roles: ['Viewer', 'Keeper'] },
          after: { roles: ['Member', 'Viewer'] },
          replacedBy: after?.id,
        },
      },
    ])
    await joinByLink(guest.self, (await currentLink(at)).token)
    expect(await at.rolesOf(guest.id)).toEqual(['Member', 'Viewer'])
  })

  it('is replaced by one that the caller can assign and the maker cannot, as long as the caller can', async () => {
    await createRole('Manager', ...roleTenant.portal('create:organization_invitations'))
    const manager = await roleTenant.createMember(at.organization, ['Manager'])
    await createLink(at, { roles: ['Keeper', 'Viewer'], by: manager })
    await remove(tenant.role('Admin'))
    const { token } = await currentLink(at)
    const guest = await tenant.createUser()
    await joinByLink(guest.self, token)
    expect(await at.rolesOf(guest.id)).toEqual(['Admin', 'Viewer'])
    await tenant.write((tx) => tx.memberRole.deleteMany({ where: { userId: owner.id } }))
    const late = await tenant.createUser()
    await joinByLink(late.self, token)
    expect(await at.rolesOf(late.id)).toEqual(['Viewer'])
  })

  it('is replaced within what the maker can assign, if the link gives roles that the caller cannot', async () => {
    const deleter = newId('role')
    await createRole(
      deleter,
      ...roleTenant.portal(
        'delete:organization_roles',
        'create:organization_member_roles',
        'create:organization_invitations',
        'delete:organizations',
      ),
    )
    const person = await roleTenant.createMember(at.organization, [deleter])
    await createRole('Remover', ...roleTenant.portal('delete:organization_members'))
    const { id } = await linkOfAdmin(['Keeper', 'Remover'])
    await remove(await createRole('Strong', ...roleTenant.portal('delete:organizations')), person)
    expect(await link()).toMatchObject({ id, roles: ['Remover'] })
    await turnOffJoinLink(await at.revoking(), id)
    roleId = await createRole('Keeper')
    await linkOfAdmin(['Keeper', 'Remover'])
    await remove(await createRole('Plain'), person)
    const guest = await tenant.createUser()
    await joinByLink(guest.self, (await currentLink(at)).token)
    expect(await at.rolesOf(guest.id)).toEqual(['Plain', 'Remover'])
  })

  it('leaves the link that gives the other role already, and one with other roles', async () => {
    const { id } = await linkOfAdmin(['Keeper', 'Viewer'])
    await remove(tenant.role('Viewer'))
    expect(await link()).toMatchObject({ id, roles: ['Viewer'] })
    roleId = await createRole('Other')
    await tenant.write((tx) =>
      tx.joinLinkRole.create({
        data: {
          organizationId: at.organization.id,
          joinLinkId: id,
          roleId,
          usableIn: at.organization.id,
        },
      }),
    )
    await remove()
    expect(await link()).toMatchObject({ id, roles: ['Viewer'] })
    expect(await at.eventsOf('join_link.changed')).toHaveLength(2)
  })

  it('turns the link off if it gave no other and the new role makes owners, or the caller may not invite', async () => {
    const deleter = newId('role')
    await createRole(
      deleter,
      ...roleTenant.portal('delete:organization_roles', 'create:organization_member_roles'),
    )
    const person = await roleTenant.createMember(at.organization, [deleter])
    for (const [instead, by] of [
      [undefined, owner],
      [tenant.role('Owner'), owner],
      [await createRole('Plain'), person],
    ] as const) {
      await createLink(at, { roles: ['Keeper'] })
      await joining.letJoin('Keeper')
      await remove(instead, by)
      expect(await link()).toBeNull()
      expect(await joining.offerTo(await joining.someone())).toBe('ask')
      roleId = await createRole('Keeper')
    }
    expect(await at.eventsOf('join_link.turned_off')).toHaveLength(3)
    expect((await at.eventsOf('domain.joining_changed')).at(-1)?.details).toMatchObject({
      before: { joining: 'join', roles: ['Keeper'] },
      after: { joining: 'ask' },
    })
  })
})

it('people at a domain join with the other role, within what the caller can grant', async () => {
  const admin = await joining.admin()
  await joining.letJoin('Keeper', admin)
  await remove(tenant.role('Member'))
  const person = await joining.someone()
  await joinByDomain(person.self, at.organization.id)
  expect(await joining.rolesOf(person)).toEqual(['Member'])
  expect((await at.eventsOf('domain.joining_changed')).at(-1)).toMatchObject({
    targetId: joining.domain.id,
    details: { before: { roles: ['Keeper'] }, after: { joining: 'join', roles: ['Member'] } },
  })
  roleId = await createRole('Keeper')
  await joining.letJoin('Keeper', admin)
  await remove(await createRole('Strong', ...roleTenant.portal('delete:organizations')))
  expect(await joining.offerTo(await joining.someone())).toBe('join as Strong')
  await tenant.write((tx) => tx.memberRole.deleteMany({ where: { userId: owner.id } }))
  expect(await joining.offerTo(await joining.someone())).toBe('ask')
})

describe('when an operator deletes the role', () => {
  async function removeAsOperator(instead: string): Promise<void> {
    const needed = ['delete:organization_roles'] as const
    const operator = await createOperator(tenant)
    const access = await tenantLevelAccess(tenant, operator, { organization: at.organization, needed })
    await deleteOrganizationRole(access, roleId, { instead })
  }

  it('people at a domain join with the other role, whatever the operator’s own roles there', async () => {
    await joining.letJoin('Keeper')
    await removeAsOperator(tenant.role('Admin'))
    expect(await joining.offerTo(await joining.someone())).toBe('join as Admin')
  })

  it('a member may delete a role with which an operator lets people at a domain join', async () => {
    const needed = ['update:organization_discovery_domains', 'create:organization_invitations'] as const
    const operator = await createOperator(tenant)
    const access = await tenantLevelAccess(tenant, operator, { organization: at.organization, needed })
    const letJoin = () =>
      setDomainJoining(access, { id: joining.domain.id, joining: { mode: 'join', roleId } })
    await letJoin()
    await remove(tenant.role('Member'))
    expect(await joining.offerTo(await joining.someone())).toBe('join as Member')
    roleId = await createRole('Pilot')
    await letJoin()
    await remove()
    expect(await joining.offerTo(await joining.someone())).toBe('ask')
  })

  it('the join link gives the other role within what its maker can assign', async () => {
    const admin = await joining.admin()
    await createLink(at, { roles: ['Keeper'], by: admin })
    await removeAsOperator(tenant.role('Member'))
    const guest = await tenant.createUser()
    await joinByLink(guest.self, (await currentLink(at)).token)
    expect(await at.rolesOf(guest.id)).toEqual(['Member'])
    roleId = await createRole('Pilot')
    await turnOffJoinLink(await at.revoking(), (await currentLink(at)).id)
    await createLink(at, { roles: ['Pilot'], by: admin })
    await removeAsOperator(await createRole('Strong', ...roleTenant.portal('delete:organizations')))
    expect(await link()).toBeNull()
  })
})
