import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { createTestTenant, type TestUser, type TestOrganization } from '@/test/fixtures/tenant'

let api: Api
let organization: TestOrganization
let owner: TestUser
let admin: TestUser
let operator: ApiCaller

beforeAll(async () => {
  api = await startApi()
  owner = await api.tenant.createUser({ name: 'Olga Owner' })
  admin = await api.tenant.createUser({ name: 'Ada Admin' })
  organization = await api.tenant.createOrganization({ owner })
  operator = await api.asMachine(['read:organization_member_effective_roles', 'read:organization_members'])
})

function of({ id }: { id: string }, rest: string): string {
  return `organizations/${organization.id}/members/${encodeURIComponent(id)}/${rest}`
}

describe('GET /organizations/{id}/members/{user_id}/effective-roles', () => {
  it('200: assigned and inherited roles', async () => {
    const person = await api.tenant.createUser()
    await api.tenant.addMember(organization, person, ['Viewer'])
    const data = { userId: person.id, roleId: api.tenant.role('Support') }
    await api.tenant.write((tx) => tx.userRole.create({ data }))
    const requested = async () => {
      const { json } = await operator.get(of(person, 'effective-roles'))
      const roles = json['roles'] as { name: string; sources: string[] }[]
      return Object.fromEntries(roles.map(({ name, sources }) => [name, sources]))
    }
    expect(await requested()).toEqual({ Viewer: ['direct'] })
    await inheriting(true)
    expect(await requested()).toEqual({ Viewer: ['direct'], Support: ['inherited'], Everyone: ['inherited'] })
    const first = (await operator.get(of(person, 'effective-roles?take=2'))).json
    const rest = await operator.get(of(person, `effective-roles?take=2&from=${String(first['next'])}`))
    expect([first['roles'], rest.json['roles']].flat()).toHaveLength(3)
    expect(rest.json['next']).toBeUndefined()
    await api.tenant.write((tx) => tx.user.updateMany({ where: { id: person.id }, data: { blocked: true } }))
    expect(await requested()).toEqual({})
    await inheriting(false)
  })

  it('404: a user who is not a member', async () => {
    for (const person of [
      await api.tenant.createUser(),
      await (await createTestTenant()).createUser(),
      { id: 'auth0|nobody' },
    ])
      expect((await operator.get(of(person, 'effective-roles'))).json).toMatchObject({
        statusCode: 404,
        errorCode: 'inexistent_user',
      })
  })
})

function inheriting(inheritGlobalPermissionsInOrganizations: boolean) {
  const { tenantId: id } = api.tenant
  return api.tenant.write((tx) =>
    tx.tenant.update({ where: { id }, data: { inheritGlobalPermissionsInOrganizations } }),
  )
}

describe('GET /organizations/{id}/roles/{role_id}/members', () => {
  it('200: the members with the role, for either scope', async () => {
    const there = await api.tenant.createOrganization({ owner })
    await api.tenant.addMember(there, admin, ['Owner'])
    const path = `organizations/${there.id}/roles/${api.tenant.role('Owner')}/members`
    const { json } = await (await api.asMachine(['read:roles'])).get(path)
    expect((json['members'] as { user_id: string }[]).map((row) => row.user_id).sort()).toEqual(
      [owner.id, admin.id].sort(),
    )
    const first = (await operator.get(`${path}?take=1&fields=user_id`)).json
    const rest = (
      await operator.get(`${path}?take=1&fields=user_id&from=${encodeURIComponent(String(first['next']))}`)
    ).json
    expect([first['members'], rest['members']].flat()).toEqual(
      [owner.id, admin.id].sort().map((user_id) => ({ user_id })),
    )
    expect(rest['next']).toBeUndefined()
    expect((await (await api.asUser(owner, there)).get(path)).status).toBe(200)
  })

  it('403: to bound tokens without read:organization_member_roles', async () => {
    const bound = await api.asMachine(['read:organization_members'], organization)
    const path = `organizations/${organization.id}/roles/${api.tenant.role('Owner')}/members`
    expect((await bound.get(path)).json['errorCode']).toBe('insufficient_scope')
  })

  it('404: a role that cannot be assigned here', async () => {
    const foreign = newId('role')
    const { id: organizationId } = await api.tenant.createOrganization()
    await api.tenant.write((tx) => tx.role.create({ data: { id: foreign, name: 'Far', organizationId } }))
    for (const id of [foreign, newId('role'), (await createTestTenant()).role('Owner')])
      expect((await operator.get(`organizations/${organization.id}/roles/${id}/members`)).json).toMatchObject(
        {
          statusCode: 404,
          message: 'The role does not exist.',
        },
      )
  })
})
