import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { makeRoleRoom, type RoleRoom } from '@/test/own-roles'
import type { Person, Place } from '@/test/house'
import { read } from './transaction'
import { disconnect, type Tx } from './prisma'

let room: RoleRoom
let owner: Person
let place: Place
let keeper: string
let invitationId: string

beforeAll(async () => {
  room = await makeRoleRoom()
  owner = await room.house.person()
  place = await room.house.organization({ owner })
  keeper = await room.ownRole(place, 'Keeper', room.documents('read'))
  invitationId = newId('invitation')
  const who = { email: 'cai@house.test', emailFolded: 'cai@house.test', inviterName: 'Olga' }
  await room.house.arrange(async (tx) => {
    const organizationId = place.id
    await tx.invitation.create({ data: { id: invitationId, organizationId, ...who, expiresAt: new Date() } })
    const offer = { organizationId, invitationId, roleId: room.house.role('Viewer'), usableIn: '*' }
    await tx.invitationRole.create({ data: offer })
  })
})
afterAll(disconnect)

/** As a request of the owner could write, were there no verb in between. */
async function written(work: (tx: Tx) => Promise<{ count: number }>): Promise<number> {
  const access = await room.house.accessTo(place, owner)
  return read(access, async (tx) => (await work(tx)).count)
}

describe('inside an organization', () => {
  it.each(['Operator', 'Support', 'Everyone'])('%s is neither given nor offered', async (name) => {
    const role = { organizationId: place.id, roleId: room.house.role(name), usableIn: '*' }
    const giving = written((tx) => tx.memberRole.createMany({ data: [{ ...role, userId: owner.id }] }))
    await expect(giving).rejects.toThrow(/row-level security/)
    const offering = written((tx) => tx.invitationRole.createMany({ data: [{ ...role, invitationId }] }))
    await expect(offering).rejects.toThrow(/row-level security/)
  })

  it('an assignable role and one of its own are', async () => {
    for (const [roleId, usableIn] of [
      [room.house.role('Admin'), '*'],
      [keeper, place.id],
    ] as const) {
      const role = { organizationId: place.id, roleId, usableIn }
      expect(await written((tx) => tx.memberRole.createMany({ data: [{ ...role, userId: owner.id }] }))).toBe(
        1,
      )
      expect(await written((tx) => tx.invitationRole.createMany({ data: [{ ...role, invitationId }] }))).toBe(
        1,
      )
    }
  })

  it('an invitation says nothing of what applications keep about a user', async () => {
    const inviting = (appMetadata: object) =>
      written((tx) =>
        tx.invitation.createMany({
          data: [
            {
              ...{
                id: newId('invitation'),
                organizationId: place.id,
                email: 'x@house.test',
                inviterName: 'Olga',
              },
              ...{ emailFolded: `${newId('proof')}@house.test`, expiresAt: new Date(), appMetadata },
            },
          ],
        }),
      )
    await expect(inviting({ plan: 'gold' })).rejects.toThrow(/row-level security/)
    expect(await inviting({})).toBe(1)
  })

  it('nothing that is given becomes something else', async () => {
    const data = { roleId: room.house.role('Operator') }
    const where = { organizationId: place.id }
    expect(await written((tx) => tx.memberRole.updateMany({ where, data }))).toBe(0)
    expect(await written((tx) => tx.invitationRole.updateMany({ where, data }))).toBe(0)
    const shredding = { where: { roleId: keeper }, data: { name: 'shred:documents' } }
    expect(await written((tx) => tx.rolePermission.updateMany(shredding))).toBe(0)
  })
})
