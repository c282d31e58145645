import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { createClient } from '@/test/fixtures/invitations-api'
import { noSuchUser, startMemberRolesApi } from '@/test/fixtures/member-roles-api'

const {
  api,
  organization,
  owner,
  admin,
  operator,
  pathOf,
  roleNames,
  changes,
  createMember,
  createRole,
  nonMembers,
} = await startMemberRolesApi()

describe('GET /organizations/{id}/members/{user_id}/roles', () => {
  it('200: as a list, by page, and from a checkpoint', async () => {
    const { rows } = await operator.get(pathOf(admin))
    expect(rows.map(({ name }) => name).sort()).toEqual(['Admin', 'Viewer'])
    expect(rows.find(({ name }) => name === 'Viewer')).toEqual({
      id: api.tenant.role('Viewer'),
      name: 'Viewer',
      description: 'View only.',
    })
    const { json } = await operator.get(pathOf(admin, 'roles?include_totals=true&per_page=1&page=1'))
    expect(json).toEqual({ start: 1, limit: 1, total: 2, roles: rows.slice(1) })
    const first = (await operator.get(pathOf(admin, 'roles?take=1'))).json
    const next = await operator.get(pathOf(admin, `roles?take=1&from=${String(first['next'])}`))
    expect([first['roles'], next.json]).toEqual([rows.slice(0, 1), { roles: rows.slice(1) }])
    expect((await operator.get(pathOf(await createMember()))).text).toBe('[]')
  })

  it('404: of a user who is not a member', async () => {
    for (const person of await nonMembers())
      expect((await operator.get(pathOf(person))).json).toEqual({
        ...noSuchUser,
        errorCode: 'inexistent_user',
      })
  })
})

describe('POST /organizations/{id}/members/{user_id}/roles', () => {
  it('204: adds to the roles the member has, even the organization’s own roles, with one event', async () => {
    const person = await createMember('Viewer')
    const roles = [api.tenant.role('Owner'), api.tenant.role('Viewer'), await createRole('Keeper')]
    const twice = await Promise.all([
      operator.send('POST', pathOf(person), { roles }),
      operator.send('POST', pathOf(person), { roles }),
    ])
    for (const answer of twice) expect(answer).toMatchObject({ status: 204, text: '' })
    expect(await roleNames(person)).toEqual(['Keeper', 'Owner', 'Viewer'])
    expect(await changes(person)).toMatchObject([
      {
        actorId: operator.client.id,
        details: { before: { roles: ['Viewer'] }, after: { roles: ['Owner', 'Viewer', 'Keeper'] } },
      },
    ])
  })

  it('204: by a member’s token, a role that the caller has', async () => {
    const person = await createMember('Viewer')
    const caller = await api.asUser(admin, organization)
    expect(await caller.send('POST', pathOf(person), { roles: [api.tenant.role('Admin')] })).toMatchObject({
      status: 204,
    })
    expect(await roleNames(person)).toEqual(['Admin', 'Viewer'])
  })

  it('400: roles that do not exist, unknown and foreign alike', async () => {
    const person = await createMember('Viewer')
    const foreign = await createRole('Foreign', await api.tenant.createOrganization())
    for (const caller of [operator, await api.asMachine(['create:organization_member_roles'], organization)])
      for (const id of [foreign, 'x'])
        expect(
          (await caller.send('POST', pathOf(person), { roles: [api.tenant.role('Viewer'), id] })).json,
        ).toEqual({
          statusCode: 400,
          error: 'Bad Request',
          errorCode: 'invalid_body',
          message: `One or more of the specified roles do not exist: ${id}`,
        })
    expect(await roleNames(person)).toEqual(['Viewer'])
  })

  it('403: roles that cannot be granted in an organization', async () => {
    const person = await createMember('Viewer')
    for (const caller of [operator, await api.asUser(owner, organization)])
      for (const name of ['Operator', 'Support', 'Everyone'])
        expect(
          (
            await caller.send('POST', pathOf(person), {
              roles: [api.tenant.role('Admin'), api.tenant.role(name)],
            })
          ).json,
        ).toMatchObject({ statusCode: 403, errorCode: 'not_yours_to_give' })
    expect(await roleNames(person)).toEqual(['Viewer'])
  })

  it('400, 403: the same answers as for an invitation by the same caller', async () => {
    const client_id = await createClient(api, { initiateLoginUri: 'https://app.tenant.test/login' })
    const scopes = ['create:organization_member_roles', 'create:organization_invitations'] as const
    const path = `organizations/${organization.id}/invitations`
    const invitation = { inviter: { name: 'Olga' }, client_id, invitee: { email: 'new@tenant.test' } }
    const foreign = await createRole('Theirs', await api.tenant.createOrganization())
    for (const caller of await Promise.all([
      api.asMachine([...scopes]),
      api.asMachine([...scopes], organization),
    ]))
      for (const id of ['x', foreign, api.tenant.role('Support'), api.tenant.role('Operator')]) {
        const given = await caller.send('POST', pathOf(await createMember('Viewer')), { roles: [id] })
        const offered = await caller.send('POST', path, { ...invitation, roles: [id] })
        expect({ id, ...given.json }).toEqual({ id, ...offered.json })
        expect(given.status).toBe(id.startsWith('rol_') && id !== foreign ? 403 : 400)
      }
  })

  it.each([[{ roles: [] }], [{}], [{ roles: 'x' }], [{ roles: ['x'], more: 1 }], [{ roles: [''] }]])(
    '400: %j',
    async (body) => {
      expect(await operator.send('POST', pathOf(admin), body)).toMatchObject({ status: 400 })
    },
  )

  it('403: only the operator, who can change that, is told that the role is not assignable', async () => {
    const person = await createMember('Viewer')
    const refusal = async (caller: typeof operator) =>
      (await caller.send('POST', pathOf(person), { roles: [api.tenant.role('Support')] })).json['message']
    expect(await refusal(operator)).toContain('PATCH the role with {"assignable": true}')
    expect(await refusal(await api.asUser(owner, organization))).toBe(
      'You cannot assign one of these roles. Choose others.',
    )
  })

  it('403: a role with more permissions than the caller has', async () => {
    const person = await createMember('Viewer')
    const byAdmin = await api.asUser(admin, organization)
    for (const caller of [byAdmin, await api.asMachine(['create:organization_member_roles'], organization)])
      expect(
        (await caller.send('POST', pathOf(person), { roles: [api.tenant.role('Owner')] })).json,
      ).toMatchObject({ statusCode: 403, errorCode: 'not_yours_to_give' })
    expect(await roleNames(person)).toEqual(['Viewer'])
  })

  it('404: to a user who is not a member', async () => {
    const roles = [api.tenant.role('Viewer')]
    for (const person of await nonMembers())
      expect((await operator.send('POST', pathOf(person), { roles })).json).toMatchObject(noSuchUser)
  })

  it('409: a fifty-first role', async () => {
    const person = await createMember()
    const ids = Array.from({ length: 51 }, () => newId('role'))
    await api.tenant.write((tx) =>
      tx.role.createMany({ data: ids.map((id) => ({ id, name: id, organizationId: organization.id })) }),
    )
    expect((await operator.send('POST', pathOf(person), { roles: ids.slice(0, 50) })).status).toBe(204)
    expect((await operator.send('POST', pathOf(person), { roles: ids.slice(50) })).json).toMatchObject({
      statusCode: 409,
      message: 'No more roles can be assigned to this organization member.',
    })
    expect(await roleNames(person)).toHaveLength(50)
  })
})
