import { describe, expect, it } from 'vitest'
import { TestDirectory } from '@/test/fixtures/directory'

const directory = await TestDirectory.open()

const core = 'urn:ietf:params:scim:schemas:core:2.0'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const messages = 'urn:ietf:params:scim:api:messages:2.0'

function get(path: string) {
  return directory.ask('GET', path)
}

function filtered(resource: string, filter: string, more = '') {
  return get(`/${resource}?filter=${encodeURIComponent(filter)}${more}`)
}

async function send(method: string, path: string, body: object): Promise<Record<string, unknown>> {
  const { status, json } = await directory.ask(method, path, { body })
  expect(status, `${method} ${path}: ${JSON.stringify(json)}`).toBeOneOf([200, 201])
  return json
}

function patch(path: string, ...Operations: object[]): Promise<Record<string, unknown>> {
  return send('PATCH', path, { schemas: [`${messages}:PatchOp`], Operations })
}

const nothing = {
  schemas: [`${messages}:ListResponse`],
  totalResults: 0,
  startIndex: 1,
  itemsPerPage: 0,
  Resources: [],
}

/** Requests in the form of Microsoft’s “Develop and plan provisioning for a SCIM endpoint in Microsoft Entra ID”. */
describe('Microsoft Entra ID', () => {
  const address = 'Test_User_1@here.test'
  let user: string

  it('finds no user, creates one, and reads and finds them', async () => {
    expect((await filtered('Users', `userName eq "${address}"`)).json).toEqual(nothing)
    const made = await send('POST', '/Users', {
      schemas: [`${core}:User`, enterprise],
      externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
      userName: address,
      active: true,
      emails: [{ primary: true, type: 'work', value: address }],
      meta: { resourceType: 'User' },
      name: { formatted: 'givenName familyName', familyName: 'familyName', givenName: 'givenName' },
      roles: [],
      phoneNumbers: [{ value: '+1 555 0100', type: 'work' }],
      [enterprise]: { department: 'Sales', manager: { value: 'abc' } },
    })
    user = `/Users/${String(made['id'])}`
    expect(made).toMatchObject({
      phoneNumbers: [{ value: '+1 555 0100', type: 'work' }],
      [enterprise]: { department: 'Sales', manager: { value: 'abc' } },
    })
    expect(made).toMatchObject({ userName: address, active: true, meta: { resourceType: 'User' } })
    expect((await get(user)).json).toEqual(made)
    for (const filter of [
      `userName eq "${address}"`,
      'externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"',
      `emails[type eq "work"].value eq "${address}"`,
    ])
      expect((await filtered('Users', filter)).json, filter).toMatchObject({
        totalResults: 1,
        Resources: [{ userName: address }],
      })
    const again = await directory.ask('POST', '/Users', {
      body: { schemas: [`${core}:User`], userName: address },
    })
    expect([again.status, again.json['scimType']]).toEqual([409, 'uniqueness'])
  })

  it('gets an error in SCIM’s form for a user that is not there', async () => {
    const { status, json } = await get('/Users/5171a35d82074e068ce2')
    expect([status, json]).toEqual([
      404,
      { schemas: [`${messages}:Error`], status: '404', detail: 'Not found.' },
    ])
  })

  it('changes values of lists and single values, with a path and without one', async () => {
    const changed = await patch(
      user,
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'updatedEmail@here.test' },
      { op: 'Replace', path: 'name.familyName', value: 'updatedFamilyName' },
    )
    expect(changed).toMatchObject({
      emails: [{ primary: true, type: 'work', value: 'updatedEmail@here.test' }],
      name: { familyName: 'updatedFamilyName', givenName: 'givenName' },
    })
    const renamed = await patch(user, { op: 'Replace', path: 'userName', value: '5b50642d@here.test' })
    expect(renamed['userName']).toBe('5b50642d@here.test')
    const many = await patch(user, {
      op: 'replace',
      value: {
        displayName: 'Lura',
        'name.givenName': 'Anastacio',
        'emails[type eq "work"].value': 'anastacio@here.test',
        'addresses[type eq "work"].country': 'FR',
        'phoneNumbers[type eq "work"].value': '+1 555 0199',
        [`${enterprise}:department`]: 'Marketing',
        [`${enterprise}:manager`]: 'def',
        active: 'True',
      },
    })
    expect(many).toMatchObject({
      displayName: 'Lura',
      active: true,
      name: { familyName: 'updatedFamilyName', givenName: 'Anastacio' },
      emails: [{ primary: true, type: 'work', value: 'anastacio@here.test' }],
      addresses: [{ type: 'work', country: 'FR' }],
      phoneNumbers: [{ type: 'work', value: '+1 555 0199' }],
      [enterprise]: { department: 'Marketing', manager: { value: 'def' } },
    })
    const added = await patch(
      user,
      { op: 'Add', path: 'emails[type eq "other"].value', value: 'other@here.test' },
      { op: 'Add', path: 'nickName', value: 'Nick' },
      { op: 'Remove', path: 'displayName' },
    )
    expect(added['emails']).toMatchObject([{ type: 'work' }, { type: 'other', value: 'other@here.test' }])
    expect(added).not.toHaveProperty('displayName')
  })

  it('deactivates by a boolean and by a text', async () => {
    expect((await patch(user, { op: 'Replace', path: 'active', value: false }))['active']).toBe(false)
    expect((await patch(user, { op: 'Replace', path: 'active', value: 'True' }))['active']).toBe(true)
    expect((await patch(user, { op: 'Replace', path: 'active', value: 'False' }))['active']).toBe(false)
    expect((await filtered('Users', 'active eq "False"')).json).toMatchObject({ totalResults: 1 })
  })

  it('creates, finds, renames, fills, empties and deletes a group', async () => {
    const id = user.slice('/Users/'.length)
    const made = await send('POST', '/Groups', {
      schemas: [`${core}:Group`, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
      externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
      displayName: 'displayName',
      meta: { resourceType: 'Group' },
    })
    const group = `/Groups/${String(made['id'])}`
    const brief = (await get(`${group}?excludedAttributes=members`)).json
    expect(brief).toMatchObject({ displayName: 'displayName', meta: { resourceType: 'Group' } })
    expect(brief).not.toHaveProperty('members')
    const found = await filtered('Groups', 'displayName eq "displayName"', '&excludedAttributes=members')
    expect(found.json).toMatchObject({ totalResults: 1, Resources: [{ id: made['id'] }] })
    expect(await patch(group, { op: 'Replace', path: 'displayName', value: '1879db59' })).toMatchObject({
      displayName: '1879db59',
    })
    const member = [{ $ref: null, value: id }]
    expect(await patch(group, { op: 'Add', path: 'members', value: member })).toMatchObject({
      members: [{ value: id }],
    })
    const isIn = `id eq "${String(made['id'])}" and members eq "${id}"`
    expect((await filtered('Groups', isIn)).json).toMatchObject({ totalResults: 1 })
    expect(await patch(group, { op: 'Remove', path: 'members', value: member })).toMatchObject({
      members: [],
    })
    await patch(group, { op: 'Add', path: 'members', value: member })
    expect(await patch(group, { op: 'Remove', path: `members[value eq "${id}"]` })).toMatchObject({
      members: [],
    })
    expect((await directory.ask('DELETE', group)).status).toBe(204)
    expect((await directory.ask('DELETE', user)).status).toBe(204)
    expect((await get(user)).status).toBe(404)
  })
})

/** Requests in the form of Okta’s “SCIM 2.0 protocol reference”, and what its specification test looks at. */
describe('Okta', () => {
  const userName = 'test.user@here.test'
  const profile = {
    schemas: [`${core}:User`],
    userName,
    name: { givenName: 'Test', middleName: 'Middle', familyName: 'User' },
    emails: [{ primary: true, value: userName, type: 'work' }],
    displayName: 'Test User',
    locale: 'en-US',
    externalId: '00ujl29u0le5T6Aj10h7',
  }
  let user: string
  let id: string

  it('finds no user, creates one with a password that is not stored, and reads them', async () => {
    const query = '&startIndex=1&count=100'
    expect((await filtered('Users', `userName eq "${userName}"`, query)).json).toEqual(nothing)
    const made = await send('POST', '/Users', { ...profile, groups: [], password: '1mz050nq', active: true })
    id = String(made['id'])
    user = `/Users/${id}`
    expect(made).toMatchObject({ ...profile, active: true })
    expect(JSON.stringify(made)).not.toContain('1mz050nq')
    expect((await get(user)).json).toEqual(made)
    const first = (await get('/Users?startIndex=1&count=1')).json
    expect(first).toMatchObject({ itemsPerPage: 1, Resources: [{ id, name: { familyName: 'User' } }] })
    const again = await directory.ask('POST', '/Users', { body: { ...profile, active: true } })
    expect(again).toMatchObject({ status: 409, json: { schemas: [`${messages}:Error`], status: '409' } })
  })

  it('replaces the user with what it read, and deactivates and activates them', async () => {
    const { json } = await get(user)
    const changed = await send('PUT', user, {
      ...json,
      name: { givenName: 'Another', familyName: 'User' },
      active: true,
    })
    expect(changed).toMatchObject({ id, userName, name: { givenName: 'Another' }, active: true })
    const off = await patch(user, { op: 'replace', value: { active: false } })
    expect(off).toMatchObject({ id, active: false, name: { givenName: 'Another' } })
    expect(await send('PUT', user, { ...off, active: true })).toMatchObject({ active: true })
  })

  it('pushes a group: creates, renames, fills, replaces and deletes it', async () => {
    const { json: none } = await get('/Groups?startIndex=1&count=100')
    expect(none['totalResults']).toBe(0)
    const made = await send('POST', '/Groups', {
      schemas: [`${core}:Group`],
      displayName: 'Test SCIMv2',
      members: [],
    })
    const group = `/Groups/${String(made['id'])}`
    const renamed = { id: made['id'], displayName: 'Test SCIMv2 renamed' }
    expect(await patch(group, { op: 'replace', value: renamed })).toMatchObject({ ...renamed, members: [] })
    const member = { value: id, display: userName }
    const swapped = await patch(
      group,
      { op: 'remove', path: 'members[value eq "89bb1940-b905-4575-9e7f-6f887cfb368e"]' },
      { op: 'add', path: 'members', value: [member] },
    )
    expect(swapped['members']).toMatchObject([member])
    expect((await get(user)).json['groups']).toMatchObject([
      { value: made['id'], display: 'Test SCIMv2 renamed' },
    ])
    expect(await patch(group, { op: 'replace', path: 'members', value: [member] })).toMatchObject({
      members: [member],
    })
    const put = { schemas: [`${core}:Group`], id: made['id'], displayName: 'Put', members: [] }
    expect(await send('PUT', group, put)).toMatchObject({ displayName: 'Put', members: [] })
    expect((await directory.ask('DELETE', group)).status).toBe(204)
    expect((await get(group)).status).toBe(404)
  })
})
