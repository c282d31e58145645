import { afterAll, beforeAll, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { getHome } from '@/lib/domain/organizations/get-home'
import type { ExplainedApi } from '@/lib/domain/roles/explained'
import { newId } from '@/lib/ids'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { getMember } from './get-member'

let house: House
let owner: Person
let place: Place

beforeAll(async () => {
  house = await makeHouse()
  owner = await house.person()
  place = await house.organization({ owner })
})
afterAll(disconnect)

function told(apis: ExplainedApi[] | null): string[] | undefined {
  return apis?.flatMap(({ permissions }) =>
    permissions.map(({ name, sources }) => `${name} ${sources.map(({ roleName }) => roleName).join()}`),
  )
}

const ofMember = ['read:organization_member_roles Member', 'read:organization_members Member']

it('returns a member’s permissions in this organization, and the roles they come from', async () => {
  const pat = await house.person()
  await house.member(place, pat, ['Member', 'Viewer'])
  const access = await house.accessTo(place, owner, 'read:organization_members')
  expect(told((await getMember(access, pat.id)).held)).toEqual(ofMember)
  const own = await getHome(await house.accessTo(place, pat))
  expect(told(own.held)).toEqual(ofMember)
  expect(own.isMember).toBe(true)
})

it('hides a member’s roles and permissions from a caller who may not see roles', async () => {
  const [pat, onlooker] = [await house.person(), await house.person()]
  await house.member(place, pat, ['Member'])
  const roleId = newId('role')
  await house.arrange(async (tx) => {
    const { id: apiId } = await tx.api.findFirstOrThrow({
      where: { tenantId: house.tenantId, isPortal: true },
    })
    await tx.role.create({ data: { id: roleId, name: 'Onlooker', organizationId: place.id } })
    const name = 'read:organization_members'
    await tx.rolePermission.create({ data: { roleId, usableIn: place.id, apiId, name } })
  })
  await house.member(place, onlooker, ['Onlooker'])
  const { member, held } = await getMember(
    await house.accessTo(place, onlooker, 'read:organization_members'),
    pat.id,
  )
  expect([member.roles, held]).toEqual([null, null])
})

it('tells an operator in an organization that they are not a member, and what they inherit', async () => {
  const operator = await house.person()
  await house.arrange(async (tx) => {
    await tx.userRole.create({ data: { userId: operator.id, roleId: house.role('Operator') } })
    const where = { id: house.tenantId }
    await tx.tenant.updateMany({ where, data: { inheritGlobalPermissionsInOrganizations: true } })
  })
  const { isMember, roles, held } = await getHome(await house.accessTo(place, operator))
  expect([isMember, roles]).toEqual([false, []])
  expect(told(held)).toContain('admin:organizations Operator')
  const every = held.flatMap(({ permissions }) => permissions.flatMap(({ sources }) => sources))
  expect(every.every(({ inherited }) => inherited)).toBe(true)
})
