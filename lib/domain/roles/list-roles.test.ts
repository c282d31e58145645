import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { listRoles } from './list-roles'

let house: House
let owner: Person
let place: Place

beforeAll(async () => {
  house = await makeHouse()
  owner = await house.person()
  place = await house.organization({ owner })
  await house.member(place, await house.person(), ['Member', 'Viewer'])
  await house.member(place, await house.person(), ['Member'])
  const elsewhere = await house.organization()
  await house.member(elsewhere, owner, ['Member'])
  await house.arrange(async (tx) => {
    await tx.role.create({ data: { id: newId('role'), name: 'Auditor', organizationId: place.id } })
    await tx.role.create({ data: { id: newId('role'), name: 'Foreign', organizationId: elsewhere.id } })
  })
})

describe('the roles of an organization', () => {
  it('are the assignable ones and its own, with how many of its members hold them', async () => {
    const roles = await listRoles(await house.accessTo(place, owner, 'read:organization_roles'))
    expect(roles.map(({ name, members, isOwn, isOwner }) => [name, members, isOwn, isOwner])).toEqual([
      ['Owner', 1, false, true],
      ['Admin', 0, false, false],
      ['Member', 2, false, false],
      ['Auditor', 0, true, false],
      ['Viewer', 1, false, false],
    ])
  })

  it('say what they give, API by API, in words', async () => {
    const api = newId('resourceServer')
    await house.arrange(async (tx) => {
      await tx.api.create({ data: { id: api, identifier: 'https://api.house.test', name: 'Documents' } })
      await tx.permission.create({
        data: { apiId: api, name: 'read:documents', description: 'Read documents' },
      })
      await tx.rolePermission.create({
        data: { roleId: house.role('Member'), usableIn: '*', apiId: api, name: 'read:documents' },
      })
    })
    const roles = await listRoles(await house.accessTo(place, owner, 'read:organization_roles'))
    expect(roles.find(({ name }) => name === 'Member')?.apis).toEqual([
      {
        id: expect.any(String) as string,
        name: 'Management API',
        permissions: [
          { name: 'read:organization_member_roles', description: 'See the members’ roles' },
          { name: 'read:organization_members', description: 'See the members' },
        ],
      },
      {
        id: api,
        name: 'Documents',
        permissions: [{ name: 'read:documents', description: 'Read documents' }],
      },
    ])
    expect(roles.find(({ name }) => name === 'Viewer')?.apis).toEqual([])
  })

  it('leave out what a role would give only at tenant level, and show a role that members hold still', async () => {
    const { id: portal } = await house.look((tx) =>
      tx.api.findFirstOrThrow({ where: { tenantId: house.tenantId, isPortal: true } }),
    )
    await house.arrange(async (tx) => {
      const role = await tx.role.create({ data: { id: newId('role'), name: 'Once assignable' } })
      const names = ['read:users', 'read:organization_logs']
      await tx.rolePermission.createMany({
        data: names.map((name) => ({ roleId: role.id, usableIn: '*', apiId: portal, name })),
      })
    })
    const here = await house.organization({ owner })
    await house.arrange(async (tx) => {
      const role = await tx.role.findFirstOrThrow({
        where: { tenantId: house.tenantId, name: 'Once assignable' },
      })
      await tx.memberRole.create({
        data: { organizationId: here.id, userId: owner.id, roleId: role.id, usableIn: '*' },
      })
    })
    const access = await house.accessTo(here, owner, 'read:organization_roles')
    const role = (await listRoles(access)).find(({ name }) => name === 'Once assignable')
    expect(role?.apis.flatMap(({ permissions }) => permissions.map(({ name }) => name))).toEqual([
      'read:organization_logs',
    ])
  })
})
