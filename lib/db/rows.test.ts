import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { createFullTenant, type FullTenant } from '@/test/fixtures/full-tenant'
import { bypassRowSecurity, read } from './transaction'
import type { Tx } from './prisma'

let own: FullTenant
let foreign: FullTenant

beforeAll(async () => {
  ;[own, foreign] = await Promise.all([createFullTenant(), createFullTenant()])
})

const foreignKey = /[Ff]oreign key|violates check|row-level security/

describe('a row', () => {
  function attempt(
    work: (tx: Tx, ids: { other: string; role: string }) => Promise<unknown>,
  ): Promise<unknown> {
    return own.tenant.write(async (tx) => {
      const [other, role] = [newId('organization'), newId('role')]
      await tx.organization.create({ data: { id: other, slug: other, displayName: 'Other' } })
      await tx.role.create({ data: { id: role, name: role, organizationId: other } })
      await work(tx, { other, role })
    })
  }

  it('cannot give a member another organization’s role', async () => {
    const { organization, owner } = own
    for (const usableIn of ['*', organization.id]) {
      const giving = attempt((tx, { role }) =>
        tx.memberRole.create({
          data: { organizationId: organization.id, userId: owner.id, roleId: role, usableIn },
        }),
      )
      await expect(giving).rejects.toThrow(foreignKey)
    }
    const mixed = attempt((tx, { role, other }) =>
      tx.memberRole.create({
        data: { organizationId: organization.id, userId: owner.id, roleId: role, usableIn: other },
      }),
    )
    await expect(mixed).rejects.toThrow(foreignKey)
  })

  it('cannot offer another organization’s role in an invitation', async () => {
    const { organization } = own
    const offering = attempt(async (tx, { role, other }) => {
      const { id } = await tx.invitation.findFirstOrThrow({ where: { organizationId: organization.id } })
      await tx.invitationRole.create({
        data: { organizationId: organization.id, invitationId: id, roleId: role, usableIn: other },
      })
    })
    await expect(offering).rejects.toThrow(foreignKey)
  })

  it('cannot give an organization’s role at tenant level', async () => {
    const giving = attempt((tx, { role, other }) =>
      tx.userRole.create({ data: { userId: own.owner.id, roleId: role, usableIn: other } }),
    )
    await expect(giving).rejects.toThrow(foreignKey)
  })

  it('cannot name another tenant’s connection profile or user attribute profile', async () => {
    const profilesOf = ({ tenant }: FullTenant) =>
      tenant.read(async (tx) => ({
        connection_profile_id: (await tx.connectionProfile.findFirstOrThrow()).id,
        user_attribute_profile_id: (await tx.userAttributeProfile.findFirstOrThrow()).id,
      }))
    const naming = (myOrganizationConfiguration: object) =>
      own.tenant.write((tx) => tx.client.updateMany({ data: { myOrganizationConfiguration } }))
    for (const [name, id] of Object.entries(await profilesOf(foreign)))
      await expect(naming({ [name]: id }), name).rejects.toThrow(foreignKey)
    await expect(naming(await profilesOf(own))).resolves.toMatchObject({ count: expect.any(Number) })
  })

  it('cannot belong to another tenant than the transaction', async () => {
    const writing = own.tenant.write((tx) =>
      tx.organization.create({
        data: { tenantId: foreign.tenant.tenantId, id: newId('organization'), slug: 'x', displayName: 'X' },
      }),
    )
    await expect(writing).rejects.toThrow(/row-level security/)
  })

  it('of another tenant’s own settings cannot be written', async () => {
    const otherTenant = bypassRowSecurity('a test acts in another tenant', foreign.tenant.tenantId)
    const { tenantId } = own.tenant
    const renamed = await read(otherTenant, (tx) =>
      tx.tenant.updateMany({ where: { id: tenantId }, data: { name: 'Taken' } }),
    )
    expect(renamed.count).toBe(0)
    const deleted = await read(otherTenant, (tx) => tx.tenant.deleteMany({ where: { id: tenantId } }))
    expect(deleted.count).toBe(0)
  })

  it('cannot make a member by an organization’s own access', async () => {
    const { tenant, organization, owner } = own
    const outsider = await tenant.createUser()
    const access = await tenant.accessTo(organization, owner, 'create:organization_members')
    const writing = read(access, (tx) =>
      tx.member.createMany({ data: [{ organizationId: organization.id, userId: outsider.id }] }),
    )
    await expect(writing).rejects.toThrow(/row-level security/)
  })

  it('cannot make a member of another tenant’s user', async () => {
    const writing = own.tenant.write((tx) =>
      tx.member.create({ data: { organizationId: own.organization.id, userId: foreign.owner.id } }),
    )
    await expect(writing).rejects.toThrow(foreignKey)
  })
})

describe('a role of an organization', () => {
  /** As a request of its owner could write without a verb. */
  async function writing(work: (tx: Tx, ids: { portal: string; keeper: string }) => Promise<unknown>) {
    const { tenant, organization, owner } = own
    const access = await tenant.accessTo(organization, owner, 'update:organization_roles')
    return read(access, async (tx) => {
      const { id: portal } = await tx.api.findFirstOrThrow({ where: { isPortal: true } })
      const { id: keeper } = await tx.role.findFirstOrThrow({ where: { usableIn: organization.id } })
      await work(tx, { portal, keeper })
      throw new Error('Nothing was refused.')
    })
  }

  it('cannot hold what is closed to organizations', async () => {
    const { tenant, organization } = own
    const closed = await tenant.write(async (tx) => {
      const { id: apiId } = await tx.api.findFirstOrThrow({ where: { isPortal: false } })
      return tx.permission.create({ data: { apiId, name: 'delete:rooms' } })
    })
    const putting = writing((tx, { keeper }) =>
      tx.rolePermission.createMany({
        data: [{ roleId: keeper, usableIn: organization.id, apiId: closed.apiId, name: closed.name }],
      }),
    )
    await expect(putting).rejects.toThrow(/row-level security/)
  })

  it('cannot hold a permission of the portal that is of the tenant’s level, even if it is opened', async () => {
    const { tenant, organization } = own
    const opened = { where: { name: 'read:users' }, data: { openToOrganizations: true } }
    await tenant.write((tx) => tx.permission.updateMany(opened))
    for (const name of ['read:users', 'admin:organizations']) {
      const putting = writing((tx, { portal, keeper }) =>
        tx.rolePermission.createMany({
          data: [{ roleId: keeper, usableIn: organization.id, apiId: portal, name }],
        }),
      )
      await expect(putting).rejects.toThrow(/row-level security/)
    }
  })

  it('cannot make owners or be given elsewhere', async () => {
    const { organization } = own
    for (const mark of [{ isOwner: true }, { assignable: true }, { everyone: true }]) {
      const role = { id: newId('role'), name: 'Marked', organizationId: organization.id, ...mark }
      await expect(writing((tx) => tx.role.createMany({ data: [role] }))).rejects.toThrow(/violates check/)
      const marking = writing((tx, { keeper }) => tx.role.updateMany({ where: { id: keeper }, data: mark }))
      await expect(marking).rejects.toThrow(/violates check/)
    }
  })

  it('cannot be created, or given permissions, for another organization or for the tenant', async () => {
    const { tenant, organization } = own
    const other = await tenant.createOrganization()
    const foreignRole = newId('role')
    await tenant.write((tx) =>
      tx.role.create({ data: { id: foreignRole, name: 'Foreign', organizationId: other.id } }),
    )
    const owners = [{ organizationId: other.id }, { organizationId: null }]
    for (const owner of owners) {
      const role = { id: newId('role'), name: 'Intruder', ...owner }
      await expect(writing((tx) => tx.role.createMany({ data: [role] }))).rejects.toThrow(
        /row-level security/,
      )
    }
    const names = { apiId: '', name: 'read:organization_members' }
    const rows = [
      { ...names, roleId: foreignRole, usableIn: other.id, stopped: /row-level security/ },
      { ...names, roleId: foreignRole, usableIn: organization.id, stopped: foreignKey },
      { ...names, roleId: tenant.role('Viewer'), usableIn: '*', stopped: /row-level security/ },
      { ...names, roleId: tenant.role('Viewer'), usableIn: organization.id, stopped: foreignKey },
    ]
    for (const { stopped, ...row } of rows) {
      const filling = writing((tx, { portal }) =>
        tx.rolePermission.createMany({ data: [{ ...row, apiId: portal }] }),
      )
      await expect(filling).rejects.toThrow(stopped)
    }
  })

  it('cannot be changed, emptied or deleted from another organization', async () => {
    const { tenant } = own
    const other = await tenant.createOrganization()
    const foreignRole = newId('role')
    await tenant.write(async (tx) => {
      const { id: apiId } = await tx.api.findFirstOrThrow({ where: { isPortal: true } })
      await tx.role.create({ data: { id: foreignRole, name: 'Foreign', organizationId: other.id } })
      await tx.rolePermission.create({
        data: { roleId: foreignRole, usableIn: other.id, apiId, name: 'read:organization_members' },
      })
    })
    const ids = [foreignRole, tenant.role('Viewer'), tenant.role('Member')]
    const counts: number[] = []
    const touching = writing(async (tx) => {
      counts.push((await tx.rolePermission.deleteMany({ where: { roleId: { in: ids } } })).count)
      counts.push((await tx.role.updateMany({ where: { id: { in: ids } }, data: { name: 'Taken' } })).count)
      counts.push((await tx.role.deleteMany({ where: { id: { in: ids } } })).count)
    })
    await expect(touching).rejects.toThrow('Nothing was refused.')
    expect(counts).toEqual([0, 0, 0])
  })

  it('cannot hold another tenant’s permission, nor belong to another tenant', async () => {
    const { organization } = own
    const { tenant, organization: away } = foreign
    const portal = await tenant.read((tx) => tx.api.findFirstOrThrow({ where: { isPortal: true } }))
    const putting = writing((tx, { keeper }) =>
      tx.rolePermission.createMany({
        data: [
          { roleId: keeper, usableIn: organization.id, apiId: portal.id, name: 'read:organization_members' },
        ],
      }),
    )
    await expect(putting).rejects.toThrow(/row-level security/)
    const role = { tenantId: tenant.tenantId, id: newId('role'), name: 'Spy', organizationId: away.id }
    await expect(writing((tx) => tx.role.createMany({ data: [role] }))).rejects.toThrow(/row-level security/)
  })
})
