import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { newPerson, Scene } from '@/test/invitations'
import { joinByInvitation } from './join-by-invitation'

let house: House
let owner: Person
let place: Place
let scene: Scene

beforeAll(async () => {
  house = await makeHouse()
  owner = await house.person({ name: 'Ola Owner' })
})
beforeEach(async () => {
  place = await house.organization({ owner })
  scene = new Scene(house, owner, place)
})
afterAll(disconnect)

describe('roles at accept', () => {
  async function droppedRoles() {
    const [event] = await scene.eventsOf('invitation.accepted')
    return (event?.details as { droppedRoles?: string[] } | undefined)?.droppedRoles
  }

  it('drop when they are deleted; the others stay and the audit names what is gone', async () => {
    const id = await scene.makeRole('Deleted')
    const invited = await scene.sendToNew(['Viewer', 'Deleted'])
    await house.arrange((tx) => tx.role.deleteMany({ where: { id } }))
    const { userId } = await joinByInvitation(house.tenantId, invited.mailed, newPerson)
    expect(await scene.rolesOf(userId)).toEqual(['Viewer'])
    expect(await droppedRoles()).toEqual(['Deleted'])
  })

  it('drop when they are no longer assignable, down to none', async () => {
    const id = await scene.makeRole('Withdrawn')
    const invited = await scene.sendToNew(['Withdrawn'])
    await house.arrange((tx) => tx.role.updateMany({ where: { id }, data: { assignable: false } }))
    const { userId } = await joinByInvitation(house.tenantId, invited.mailed, newPerson)
    expect(await scene.rolesOf(userId)).toEqual([])
    expect(await droppedRoles()).toEqual(['Withdrawn'])
  })

  it('drop when the inviter was demoted below them', async () => {
    const admin = await house.person()
    await house.member(place, admin, ['Admin'])
    const invited = await scene.sendToNew(['Admin', 'Viewer'], admin)
    await house.arrange((tx) => tx.memberRole.deleteMany({ where: { userId: admin.id } }))
    const { userId } = await joinByInvitation(house.tenantId, invited.mailed, newPerson)
    expect(await scene.rolesOf(userId)).toEqual(['Viewer'])
    expect(await droppedRoles()).toEqual(['Admin'])
  })

  it('stay when the inviter has left: what she held when sending counts', async () => {
    const admin = await house.person()
    await house.member(place, admin, ['Admin'])
    const invited = await scene.sendToNew(['Admin'], admin)
    await house.arrange((tx) => tx.member.deleteMany({ where: { userId: admin.id } }))
    const { userId } = await joinByInvitation(house.tenantId, invited.mailed, newPerson)
    expect(await scene.rolesOf(userId)).toEqual(['Admin'])
    const mails = await house.look((tx) =>
      tx.mail.count({ where: { template: 'invitation_accepted', organizationId: place.id } }),
    )
    expect(mails).toBe(0)
  })

  it('drop when they have grown above the inviter’s permissions since', async () => {
    const admin = await house.person()
    await house.member(place, admin, ['Admin'])
    const id = await scene.makeRole('Growing', { own: true })
    const invited = await scene.sendToNew(['Growing'], admin)
    await house.arrange(async (tx) => {
      const { apiId, name } = await tx.permission.findFirstOrThrow({
        where: { tenantId: house.tenantId, name: 'delete:organizations' },
      })
      await tx.rolePermission.create({ data: { roleId: id, usableIn: place.id, apiId, name } })
    })
    const { userId } = await joinByInvitation(house.tenantId, invited.mailed, newPerson)
    expect(await scene.rolesOf(userId)).toEqual([])
  })
})
