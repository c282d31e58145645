import { describe, expect, it } from 'vitest'
import { noSuchUser, startMemberRolesApi } from '@/test/fixtures/member-roles-api'

const { api, organization, owner, admin, operator, pathOf, roleNames, changes, createMember, nonMembers } =
  await startMemberRolesApi()

describe('DELETE /organizations/{id}/members/{user_id}/roles', () => {
  it('204: removes the roles the member has, even an owner’s and the last one, and ignores others', async () => {
    const there = await api.tenant.createOrganization({ owner })
    const roles = [api.tenant.role('Owner'), api.tenant.role('Viewer'), 'x']
    const at = `${pathOf(owner, 'roles', there)}?remove_last_owner=true`
    const removeRoles = () => operator.send('DELETE', at, { roles })
    for (let time = 1; time <= 2; time++) expect(await removeRoles()).toMatchObject({ status: 204, text: '' })
    expect(await roleNames(owner, there)).toEqual([])
    expect(await changes(owner)).toMatchObject([{ details: { after: { roles: [] } } }])
  })

  it('400: the last role, by a token of the organization', async () => {
    const person = await createMember('Viewer')
    const caller = await api.asUser(admin, organization)
    for (const roles of [[api.tenant.role('Viewer')], []])
      expect(await caller.send('DELETE', pathOf(person), { roles })).toMatchObject({ status: 400 })
    expect(await roleNames(person)).toEqual(['Viewer'])
  })

  it('403: from a member with more permissions than the caller', async () => {
    const caller = await api.asUser(admin, organization)
    expect(
      (await caller.send('DELETE', pathOf(owner), { roles: [api.tenant.role('Owner')] })).json,
    ).toMatchObject({
      statusCode: 403,
      errorCode: 'not_yours_to_give',
    })
    await operator.send('POST', pathOf(owner), { roles: [api.tenant.role('Viewer')] })
    expect(
      (await caller.send('DELETE', pathOf(owner), { roles: [api.tenant.role('Viewer')] })).json,
    ).toMatchObject({
      statusCode: 403,
      errorCode: 'not_yours_to_give',
    })
    expect(await roleNames(owner)).toEqual(['Owner', 'Viewer'])
  })

  it('404: from a user who is not a member', async () => {
    const roles = [api.tenant.role('Viewer')]
    for (const person of await nonMembers())
      expect((await operator.send('DELETE', pathOf(person), { roles })).json).toMatchObject(noSuchUser)
  })

  it('409: the last owner’s Owner role, by that owner’s token', async () => {
    const there = await api.tenant.createOrganization({ owner })
    const caller = await api.asUser(owner, there)
    const removeRoles = () =>
      caller.send('DELETE', pathOf(owner, 'roles', there), { roles: [api.tenant.role('Owner')] })
    const refused = { statusCode: 409, errorCode: 'last_owner' }
    expect((await removeRoles()).json).toMatchObject(refused)
    await operator.send('POST', pathOf(owner, 'roles', there), { roles: [api.tenant.role('Viewer')] })
    expect((await removeRoles()).json).toMatchObject(refused)
    expect(await roleNames(owner, there)).toEqual(['Owner', 'Viewer'])
  })
})
