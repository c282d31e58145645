import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { createClient } from '@/test/fixtures/invitations-api'
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
  await api.tenant.addMember(organization, admin, ['Admin', 'Viewer'])
  operator = await api.asMachine([
    'read:organization_member_roles',
    'create:organization_member_roles',
    'delete:organization_member_roles',
    'read:organization_member_effective_roles',
    'read:organization_members',
  ])
})

function of({ id }: { id: string }, rest = 'roles', { id: there }: TestOrganization = organization): string {
  return `organizations/${there}/members/${encodeURIComponent(id)}/${rest}`
}

async function permissions(
  { id: userId }: { id: string },
  { id: organizationId }: TestOrganization = organization,
) {
  const found = await api.tenant.read((tx) =>
    tx.memberRole.findMany({ where: { organizationId, userId }, include: { role: true } }),
  )
  return found.map(({ role }) => role.name).sort()
}

function changes({ id }: TestUser) {
  const where = { targetId: id, type: 'member.roles_changed' }
  return api.tenant.read((tx) => tx.auditEvent.findMany({ where, orderBy: { id: 'asc' } }))
}

async function member(...roles: string[]): Promise<TestUser> {
  const person = await api.tenant.createUser()
  await api.tenant.addMember(organization, person, roles)
  return person
}

function ownRole(name: string, { id: organizationId }: TestOrganization = organization): Promise<string> {
  const id = newId('role')
  return api.tenant.write(async (tx) => {
    await tx.role.create({ data: { id, name, organizationId } })
    return id
  })
}

/** Users who are not members here: a member elsewhere, another tenant’s user, and an unknown id. */
async function nobodies(): Promise<{ id: string }[]> {
  const elsewhere = await api.tenant.createUser()
  await api.tenant.addMember(await api.tenant.createOrganization(), elsewhere)
  return [elsewhere, await (await createTestTenant()).createUser(), { id: 'auth0|nobody' }]
}

const noUser = { statusCode: 404, error: 'Not Found', message: 'The user does not exist.' }

describe('GET /organizations/{id}/members/{user_id}/roles', () => {
  it('200: as a list, by page, and from a checkpoint', async () => {
    const { rows } = await operator.get(of(admin))
    expect(rows.map(({ name }) => name).sort()).toEqual(['Admin', 'Viewer'])
    expect(rows.find(({ name }) => name === 'Viewer')).toEqual({
      id: api.tenant.role('Viewer'),
      name: 'Viewer',
      description: 'Looks, and changes nothing.',
    })
    const { json } = await operator.get(of(admin, 'roles?include_totals=true&per_page=1&page=1'))
    expect(json).toEqual({ start: 1, limit: 1, total: 2, roles: rows.slice(1) })
    const first = (await operator.get(of(admin, 'roles?take=1'))).json
    const next = await operator.get(of(admin, `roles?take=1&from=${String(first['next'])}`))
    expect([first['roles'], next.json]).toEqual([rows.slice(0, 1), { roles: rows.slice(1) }])
    expect((await operator.get(of(await member()))).text).toBe('[]')
  })

  it('404: of a user who is not a member', async () => {
    for (const person of await nobodies())
      expect((await operator.get(of(person))).json).toEqual({ ...noUser, errorCode: 'inexistent_user' })
  })
})

describe('POST /organizations/{id}/members/{user_id}/roles', () => {
  it('204: adds to the roles the member has, even the organization’s own roles, with one event', async () => {
    const person = await member('Viewer')
    const roles = [api.tenant.role('Owner'), api.tenant.role('Viewer'), await ownRole('Keeper')]
    const twice = [
      await operator.send('POST', of(person), { roles }),
      await operator.send('POST', of(person), { roles }),
    ]
    for (const answer of twice) expect(answer).toMatchObject({ status: 204, text: '' })
    expect(await permissions(person)).toEqual(['Keeper', 'Owner', 'Viewer'])
    expect(await changes(person)).toMatchObject([
      {
        actorId: operator.client.id,
        details: { before: { roles: ['Viewer'] }, after: { roles: ['Owner', 'Viewer', 'Keeper'] } },
      },
    ])
  })

  it('204: by a member’s token, a role that the caller has', async () => {
    const person = await member('Viewer')
    const caller = await api.asUser(admin, organization)
    expect(await caller.send('POST', of(person), { roles: [api.tenant.role('Admin')] })).toMatchObject({
      status: 204,
    })
    expect(await permissions(person)).toEqual(['Admin', 'Viewer'])
  })

  it('400: roles that do not exist, unknown and foreign alike', async () => {
    const person = await member('Viewer')
    const foreign = await ownRole('Foreign', await api.tenant.createOrganization())
    for (const caller of [operator, await api.asMachine(['create:organization_member_roles'], organization)])
      for (const id of [foreign, 'x'])
        expect(
          (await caller.send('POST', of(person), { roles: [api.tenant.role('Viewer'), id] })).json,
        ).toEqual({
          statusCode: 400,
          error: 'Bad Request',
          errorCode: 'invalid_body',
          message: `One or more of the specified roles do not exist: ${id}`,
        })
    expect(await permissions(person)).toEqual(['Viewer'])
  })

  it('403: roles that nobody may grant in an organization', async () => {
    const person = await member('Viewer')
    for (const caller of [operator, await api.asUser(owner, organization)])
      for (const name of ['Operator', 'Support', 'Everyone'])
        expect(
          (
            await caller.send('POST', of(person), {
              roles: [api.tenant.role('Admin'), api.tenant.role(name)],
            })
          ).json,
        ).toMatchObject({ statusCode: 403, errorCode: 'not_yours_to_give' })
    expect(await permissions(person)).toEqual(['Viewer'])
  })

  it('400, 403: the same as for an invitation by the same caller', async () => {
    const client_id = await createClient(api, { initiateLoginUri: 'https://app.house.test/login' })
    const scopes = ['create:organization_member_roles', 'create:organization_invitations'] as const
    const path = `organizations/${organization.id}/invitations`
    const invitation = { inviter: { name: 'Olga' }, client_id, invitee: { email: 'new@house.test' } }
    const foreign = await ownRole('Theirs', await api.tenant.createOrganization())
    for (const caller of [await api.asMachine([...scopes]), await api.asMachine([...scopes], organization)])
      for (const id of ['x', foreign, api.tenant.role('Support'), api.tenant.role('Operator')]) {
        const [given, offered] = [
          await caller.send('POST', of(await member('Viewer')), { roles: [id] }),
          await caller.send('POST', path, { ...invitation, roles: [id] }),
        ]
        expect({ id, ...given.json }).toEqual({ id, ...offered.json })
        expect(given.status).toBe(id.startsWith('rol_') && id !== foreign ? 403 : 400)
      }
  })

  it.each([[{ roles: [] }], [{}], [{ roles: 'x' }], [{ roles: ['x'], more: 1 }], [{ roles: [''] }]])(
    '400: %j',
    async (body) => {
      expect(await operator.send('POST', of(admin), body)).toMatchObject({ status: 400 })
    },
  )

  it('403: a role with more permissions than the caller has', async () => {
    const person = await member('Viewer')
    const byAdmin = await api.asUser(admin, organization)
    for (const caller of [byAdmin, await api.asMachine(['create:organization_member_roles'], organization)])
      expect(
        (await caller.send('POST', of(person), { roles: [api.tenant.role('Owner')] })).json,
      ).toMatchObject({ statusCode: 403, errorCode: 'not_yours_to_give' })
    expect(await permissions(person)).toEqual(['Viewer'])
  })

  it('404: to a user who is not a member', async () => {
    const roles = [api.tenant.role('Viewer')]
    for (const person of await nobodies())
      expect((await operator.send('POST', of(person), { roles })).json).toMatchObject(noUser)
  })

  it('409: a fifty-first role', async () => {
    const person = await member()
    const ids = Array.from({ length: 51 }, () => newId('role'))
    await api.tenant.write((tx) =>
      tx.role.createMany({ data: ids.map((id) => ({ id, name: id, organizationId: organization.id })) }),
    )
    expect((await operator.send('POST', of(person), { roles: ids.slice(0, 50) })).status).toBe(204)
    expect((await operator.send('POST', of(person), { roles: ids.slice(50) })).json).toMatchObject({
      statusCode: 409,
      message: 'No more roles can be assigned to this organization member.',
    })
    expect(await permissions(person)).toHaveLength(50)
  })
})

describe('DELETE /organizations/{id}/members/{user_id}/roles', () => {
  it('204: removes the roles the member has, even an owner’s and the last one, and ignores others', async () => {
    const there = await api.tenant.createOrganization({ owner })
    const roles = [api.tenant.role('Owner'), api.tenant.role('Viewer'), 'x']
    const take = () => operator.send('DELETE', of(owner, 'roles', there), { roles })
    for (const answer of [await take(), await take()]) expect(answer).toMatchObject({ status: 204, text: '' })
    expect(await permissions(owner, there)).toEqual([])
    expect(await changes(owner)).toMatchObject([{ details: { after: { roles: [] } } }])
  })

  it('400: the last role, by a token of the organization', async () => {
    const person = await member('Viewer')
    const caller = await api.asUser(admin, organization)
    for (const roles of [[api.tenant.role('Viewer')], []])
      expect(await caller.send('DELETE', of(person), { roles })).toMatchObject({ status: 400 })
    expect(await permissions(person)).toEqual(['Viewer'])
  })

  it('403: from a member with more permissions than the caller', async () => {
    const caller = await api.asUser(admin, organization)
    expect(
      (await caller.send('DELETE', of(owner), { roles: [api.tenant.role('Owner')] })).json,
    ).toMatchObject({
      statusCode: 403,
      errorCode: 'not_yours_to_give',
    })
    await operator.send('POST', of(owner), { roles: [api.tenant.role('Viewer')] })
    expect(
      (await caller.send('DELETE', of(owner), { roles: [api.tenant.role('Viewer')] })).json,
    ).toMatchObject({
      statusCode: 403,
      errorCode: 'not_yours_to_give',
    })
    expect(await permissions(owner)).toEqual(['Owner', 'Viewer'])
  })

  it('404: from a user who is not a member', async () => {
    const roles = [api.tenant.role('Viewer')]
    for (const person of await nobodies())
      expect((await operator.send('DELETE', of(person), { roles })).json).toMatchObject(noUser)
  })

  it('409: the last owner’s Owner role, by that owner’s token', async () => {
    const there = await api.tenant.createOrganization({ owner })
    const caller = await api.asUser(owner, there)
    const take = () => caller.send('DELETE', of(owner, 'roles', there), { roles: [api.tenant.role('Owner')] })
    const refused = { statusCode: 409, errorCode: 'last_owner' }
    expect((await take()).json).toMatchObject(refused)
    await operator.send('POST', of(owner, 'roles', there), { roles: [api.tenant.role('Viewer')] })
    expect((await take()).json).toMatchObject(refused)
    expect(await permissions(owner, there)).toEqual(['Owner', 'Viewer'])
  })
})
