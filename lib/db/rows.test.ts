import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { makeFullHouse, type FullHouse } from '@/test/full-house'
import { asSystem, read } from './doors'
import { disconnect, type Tx } from './prisma'

let victim: FullHouse
let stranger: FullHouse

beforeAll(async () => {
  ;[victim, stranger] = [await makeFullHouse(), await makeFullHouse()]
})
afterAll(disconnect)

describe('a row', () => {
  const foreignKey = /[Ff]oreign key|violates check|row-level security/

  function attempt(
    work: (tx: Tx, ids: { other: string; role: string }) => Promise<unknown>,
  ): Promise<unknown> {
    return victim.house.arrange(async (tx) => {
      const [other, role] = [newId('organization'), newId('role')]
      await tx.organization.create({ data: { id: other, slug: other, displayName: 'Other' } })
      await tx.role.create({ data: { id: role, name: role, organizationId: other } })
      await work(tx, { other, role })
    })
  }

  it('cannot give a member another organization’s role', async () => {
    const { place, owner } = victim
    for (const usableIn of ['*', place.id]) {
      const giving = attempt((tx, { role }) =>
        tx.memberRole.create({
          data: { organizationId: place.id, userId: owner.id, roleId: role, usableIn },
        }),
      )
      await expect(giving).rejects.toThrow(foreignKey)
    }
    const honest = attempt((tx, { role, other }) =>
      tx.memberRole.create({
        data: { organizationId: place.id, userId: owner.id, roleId: role, usableIn: other },
      }),
    )
    await expect(honest).rejects.toThrow(foreignKey)
  })

  it('cannot offer another organization’s role in an invitation', async () => {
    const { place } = victim
    const offering = attempt(async (tx, { role, other }) => {
      const { id } = await tx.invitation.findFirstOrThrow({ where: { organizationId: place.id } })
      await tx.invitationRole.create({
        data: { organizationId: place.id, invitationId: id, roleId: role, usableIn: other },
      })
    })
    await expect(offering).rejects.toThrow(foreignKey)
  })

  it('cannot give an organization’s role at tenant level', async () => {
    const giving = attempt((tx, { role, other }) =>
      tx.userRole.create({ data: { userId: victim.owner.id, roleId: role, usableIn: other } }),
    )
    await expect(giving).rejects.toThrow(foreignKey)
  })

  it('cannot belong to another tenant than the transaction', async () => {
    const writing = victim.house.arrange((tx) =>
      tx.organization.create({
        data: { tenantId: stranger.house.tenantId, id: newId('organization'), slug: 'x', displayName: 'X' },
      }),
    )
    await expect(writing).rejects.toThrow(/row-level security/)
  })

  it('of another tenant’s own settings cannot be written', async () => {
    const trespass = asSystem('a test trespasses', stranger.house.tenantId)
    const { tenantId } = victim.house
    const renamed = await read(trespass, (tx) =>
      tx.tenant.updateMany({ where: { id: tenantId }, data: { name: 'Taken' } }),
    )
    expect(renamed.count).toBe(0)
    const deleted = await read(trespass, (tx) => tx.tenant.deleteMany({ where: { id: tenantId } }))
    expect(deleted.count).toBe(0)
  })

  it('cannot make a member by an organization’s own access', async () => {
    const { house, place, owner } = victim
    const outsider = await house.person()
    const access = await house.accessTo(place, owner, 'create:organization_members')
    const writing = read(access, (tx) =>
      tx.member.createMany({ data: [{ organizationId: place.id, userId: outsider.id }] }),
    )
    await expect(writing).rejects.toThrow(/row-level security/)
  })

  it('cannot make a member of another tenant’s user', async () => {
    const writing = victim.house.arrange((tx) =>
      tx.member.create({ data: { organizationId: victim.place.id, userId: stranger.owner.id } }),
    )
    await expect(writing).rejects.toThrow(foreignKey)
  })
})
