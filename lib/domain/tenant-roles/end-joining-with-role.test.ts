import { expect, it } from 'vitest'
import { InvitationFixture } from '@/test/fixtures/invitations'
import { createLink } from '@/test/fixtures/join-links'
import { JoiningFixture } from '@/test/fixtures/joining'
import { prepareTenantRoles } from '@/test/fixtures/tenant-roles'
import { joinByLink } from '../join-links/join-by-link'
import { findJoinLink } from '../join-links/queries'
import { deleteTenantRole } from './delete-tenant-role'
import { reviewTenantRole, updateTenantRole } from './update-tenant-role'

const { tenant, operator, create } = await prepareTenantRoles()
const owner = await tenant.createUser()

const endings: [string, (roleId: string) => Promise<unknown>][] = [
  [
    'deleting a tenant role',
    async (roleId) => deleteTenantRole(await tenant.tenantAccess(operator, 'delete:roles'), roleId),
  ],
  [
    'making a tenant role unassignable',
    async (roleId) =>
      updateTenantRole(await tenant.tenantAccess(operator, 'update:roles'), { roleId, assignable: false }),
  ],
  [
    'making it unassignable after a review',
    async (roleId) => {
      const [access, [role]] = await Promise.all([
        tenant.tenantAccess(operator, 'update:roles'),
        tenant.read((tx) => tx.role.findMany({ where: { id: roleId } })),
      ])
      const { name = '', description = '' } = role ?? {}
      const edit = { roleId, name, description, assignable: false, isOwner: false, permissions: [] }
      const { version } = await reviewTenantRole(access, edit)
      return updateTenantRole(access, { ...edit, version })
    },
  ],
  [
    'making a tenant role an owner role',
    async (roleId) =>
      updateTenantRole(await tenant.tenantAccess(operator, 'update:roles'), { roleId, isOwner: true }),
  ],
]

it.each(endings)(
  '%s turns off the join links that give no other, and says so in each organization',
  async (_, end) => {
    const { id: roleId, name } = await create({ assignable: true })
    tenant.roles[name] = roleId
    const joining = await JoiningFixture.create(tenant, owner)
    const only = new InvitationFixture(tenant, owner, joining.organization)
    const both = new InvitationFixture(tenant, owner, await tenant.createOrganization({ owner }))
    const other = new InvitationFixture(tenant, owner, await tenant.createOrganization({ owner }))
    const off = await createLink(only, { roles: [name] })
    const kept = await createLink(both, { roles: [name, 'Member'] })
    const untouched = await createLink(other)
    await joining.letJoin(name)
    await end(roleId)

    expect(await findJoinLink(await only.reading())).toBeNull()
    const guest = await tenant.createUser()
    await expect(joinByLink(guest.self, off.token)).rejects.toMatchObject({ code: 'gone' })
    expect(await only.eventsOf('join_link.turned_off')).toMatchObject([
      {
        targetId: off.id,
        actorId: operator.id,
        details: { before: { roles: [name] }, after: { roles: [] } },
      },
    ])
    expect(await joining.offerTo(await joining.someone())).toBe('ask')
    expect((await only.eventsOf('domain.joining_changed')).at(-1)).toMatchObject({
      targetId: joining.domain.id,
      details: { before: { joining: 'join', roles: [name] }, after: { joining: 'ask' } },
    })

    await joinByLink(guest.self, kept.token)
    expect(await both.rolesOf(guest.id)).toEqual(['Member'])
    expect((await both.eventsOf('join_link.changed')).map(({ details }) => details)).toEqual([
      { before: { roles: ['Member', name] }, after: { roles: ['Member'] } },
    ])
    await joinByLink(guest.self, untouched.token)
    expect(await other.eventsOf('join_link.changed')).toEqual([])
  },
)
