import { describe, expect, it } from 'vitest'
import { TestDirectory } from '@/test/fixtures/directory'
import { scimUser } from '@/test/fixtures/scim-requests'

const directory = await TestDirectory.open()

interface Attribute {
  name: string
  type: string
  multiValued: boolean
  required: boolean
  mutability: string
  subAttributes?: Attribute[]
}

async function attributesOf(type: 'User' | 'Group' | 'Extension'): Promise<Attribute[]> {
  const schema = type === 'Extension' ? enterpriseSchema : `urn:ietf:params:scim:schemas:core:2.0:${type}`
  const { json } = await directory.ask('GET', `/Schemas/${schema}`)
  return json['attributes'] as Attribute[]
}

const values: Record<string, unknown> = {
  userName: 'every@here.test',
  externalId: 'External',
  displayName: 'Every',
  active: true,
  name: {
    formatted: 'E. Very',
    givenName: 'Every',
    middleName: 'Middle',
    familyName: 'Attribute',
    honorificPrefix: 'Dr',
    honorificSuffix: 'III',
  },
  nickName: 'Ev',
  profileUrl: 'https://here.test/every',
  title: 'Engineer',
  userType: 'Employee',
  preferredLanguage: 'en',
  locale: 'en-US',
  timezone: 'Europe/Paris',
  emails: [{ value: 'every@here.test', display: 'Every', type: 'work', primary: true }],
  phoneNumbers: [{ value: '+33 1 23', display: 'Desk', type: 'work', primary: true }],
  addresses: [
    {
      formatted: '1 Street, City',
      streetAddress: '1 Street',
      locality: 'City',
      region: 'Region',
      postalCode: '12345',
      country: 'FR',
      type: 'work',
      primary: true,
    },
  ],
}
const enterpriseSchema = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const enterprise = {
  employeeNumber: '7',
  costCenter: 'C',
  organization: 'Here',
  division: 'D',
  department: 'Products',
  manager: { value: 'manager', $ref: '../Users/manager', displayName: 'Their Manager' },
}

function isWritten({ mutability }: Attribute): boolean {
  return mutability !== 'readOnly'
}

describe('the schemas', () => {
  it('name every attribute that is stored, and no other', async () => {
    const attributes = await attributesOf('User')
    const written = attributes.filter(isWritten)
    expect(written.map(({ name }) => name).sort()).toEqual(Object.keys(values).sort())
    const body = { groups: [{ value: 'x' }], ...values, [enterpriseSchema]: enterprise }
    const { json } = await directory.ask('POST', '/Users', { body })
    expect(json).toMatchObject({ ...values, [enterpriseSchema]: enterprise })
    const known = [...attributes.map(({ name }) => name), 'schemas', 'id', 'meta', enterpriseSchema]
    expect(Object.keys(json).filter((name) => !known.includes(name))).toEqual([])
    expect(json['groups']).toEqual([])
    expect((await attributesOf('Extension')).map(({ name }) => name).sort()).toEqual(
      Object.keys(enterprise).sort(),
    )
    const group = { displayName: 'Every', externalId: 'group', members: [{ value: json['id'] }] }
    const made = await directory.ask('POST', '/Groups', { body: group })
    expect((await attributesOf('Group')).map(({ name }) => name).sort()).toEqual(Object.keys(group).sort())
    for (const [type, resource] of [
      ['User', (await directory.ask('GET', `/Users/${String(json['id'])}`)).json],
      ['Group', made.json],
      ['Extension', json[enterpriseSchema] as Record<string, unknown>],
    ] as const)
      for (const { name, subAttributes = [] } of await attributesOf(type)) {
        const [value] = [resource[name]].flat()
        if (subAttributes.length > 0)
          expect(subAttributes.map((part) => part.name).sort(), `${type} ${name}`).toEqual(
            Object.keys(value as object).sort(),
          )
      }
  })

  it('say what is required', async () => {
    for (const { name, required } of (await attributesOf('User')).filter(isWritten)) {
      const address = `without.${name}@here.test`.toLowerCase()
      const all = { ...values, userName: address, emails: [{ value: address }] }
      const body = Object.fromEntries(Object.entries(all).filter(([key]) => key !== name))
      expect((await directory.ask('POST', '/Users', { body })).status, name).toBe(required ? 400 : 201)
    }
    expect((await directory.ask('POST', '/Groups', { body: { externalId: 'x' } })).status).toBe(400)
    expect((await directory.ask('POST', '/Groups', { body: { displayName: 'Bare' } })).status).toBe(201)
  })

  it('403 for a filter on them', async () => {
    for (const path of ['/Schemas', '/ResourceTypes'])
      expect((await directory.ask('GET', `${path}?filter=name%20eq%20%22User%22`)).status, path).toBe(403)
  })
})

describe('the configuration', () => {
  it('names what is supported, and what is not supported is not there', async () => {
    const { json } = await directory.ask('GET', '/ServiceProviderConfig')
    expect(json).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: { supported: true },
      bulk: { supported: false },
      filter: { supported: true, maxResults: 100 },
      changePassword: { supported: false },
      sort: { supported: false },
      etag: { supported: true },
      authenticationSchemes: [{ type: 'oauthbearertoken', primary: true }, { type: 'oauth2' }],
    })
  })

  it('501 for what it does not have: /Bulk and /Me, once the token is known', async () => {
    const requests = [
      ['POST', '/Bulk'],
      ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => [method, '/Me']),
    ] as [string, string][]
    for (const [method, path] of requests) {
      const body = method === 'GET' ? {} : { body: { Operations: [] } }
      for (const [token, status] of [
        [directory.token, 501],
        ['scim_unknown', 401],
        [null, 401],
      ] as const) {
        const { json, ...answer } = await directory.ask(method, path, { ...body, token })
        expect(answer.status, `${method} ${path}`).toBe(status)
        expect(answer.headers.get('content-type')).toBe('application/scim+json; charset=utf-8')
        expect(json).toMatchObject({
          schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
          status: String(status),
        })
      }
    }
    expect((await directory.requests()).at(-1)).toMatchObject({ resource: 'Me', status: 501, reason: '501' })
  })
})

describe('attributes that are asked for', () => {
  it('are answered with id and schemas, and those that are excluded are not', async () => {
    const { id } = await directory.provision('asked')
    const { json: made } = await directory.ask('POST', '/Groups', {
      body: { displayName: 'Asked', members: [{ value: id }] },
    })
    const group = String(made['id'])
    const keys = async (path: string) => Object.keys((await directory.ask('GET', path)).json).sort()
    expect(await keys(`/Users/${id}?attributes=userName,name.familyName`)).toEqual([
      'id',
      'name',
      'schemas',
      'userName',
    ])
    const { json } = await directory.ask('GET', `/Users/${id}?attributes=name.familyName,emails.value`)
    expect(json).toEqual({
      schemas: expect.anything() as unknown,
      id,
      name: { familyName: 'Directory' },
      emails: [{ value: 'asked@here.test' }],
    })
    expect(await keys(`/Groups/${group}?attributes=id`)).toEqual(['id', 'schemas'])
    expect(await keys(`/Groups/${group}?attributes=members.value`)).toEqual(['id', 'members', 'schemas'])
    const excluded = await keys(
      `/Users/${id}?excludedAttributes=id,emails,urn:ietf:params:scim:schemas:core:2.0:User:name`,
    )
    expect(excluded).not.toContain('emails')
    expect(excluded).not.toContain('name')
    expect(excluded).toContain('id')
    const list = await directory.ask('GET', '/Users?attributes=userName&count=1')
    expect(Object.keys((list.json['Resources'] as object[])[0] ?? {}).sort()).toEqual([
      'id',
      'schemas',
      'userName',
    ])
    const posted = await directory.ask('POST', '/Users?attributes=userName', { body: scimUser('projected') })
    expect(Object.keys(posted.json).sort()).toEqual(['id', 'schemas', 'userName'])
    expect(posted.headers.get('location')).toContain(String(posted.json['id']))
  })
})
