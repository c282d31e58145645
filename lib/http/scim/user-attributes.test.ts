import { describe, expect, it } from 'vitest'
import { TestDirectory } from '@/test/fixtures/directory'
import { patchOf, scimUser } from '@/test/fixtures/scim-requests'

const directory = await TestDirectory.open()

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const core = 'urn:ietf:params:scim:schemas:core:2.0:User'

async function patched(id: string, ...operations: object[]): Promise<Record<string, unknown>> {
  const { status, json } = await directory.ask('PATCH', `/Users/${id}`, { body: patchOf(...operations) })
  expect(status, JSON.stringify(json)).toBe(200)
  expect((await directory.ask('GET', `/Users/${id}`)).json).toEqual(json)
  return json
}

describe('the enterprise extension', () => {
  it('is changed by paths of its schema, by an object, and without a path', async () => {
    const { id } = await directory.provision('extended', { [enterprise]: undefined })
    const bare = (await directory.ask('GET', `/Users/${id}`)).json
    expect(bare['schemas']).toEqual([core])
    const added = await patched(
      id,
      { op: 'Add', path: `${enterprise}:department`, value: 'Sales' },
      { op: 'Add', path: `${enterprise}:manager`, value: [{ $ref: '../Users/1', value: '1' }] },
      { op: 'add', path: `${enterprise}:manager.displayName`, value: 'First Manager' },
    )
    expect(added['schemas']).toEqual([core, enterprise])
    expect(added[enterprise]).toEqual({
      department: 'Sales',
      manager: { $ref: '../Users/1', value: '1', displayName: 'First Manager' },
    })
    const changed = await patched(
      id,
      { op: 'Replace', path: `${enterprise.toUpperCase()}:MANAGER`, value: '2' },
      {
        op: 'replace',
        value: { [`${enterprise}:employeeNumber`]: '7', [enterprise]: { division: 'North' } },
      },
      { op: 'replace', path: enterprise, value: { costCenter: 'C', organization: null } },
      { op: 'Remove', path: `${enterprise}:department` },
    )
    expect(changed[enterprise]).toEqual({
      manager: { value: '2' },
      employeeNumber: '7',
      division: 'North',
      costCenter: 'C',
    })
    expect(await patched(id, { op: 'remove', path: enterprise })).toMatchObject({ schemas: [core] })
  })

  it('is chosen by attributes and excludedAttributes', async () => {
    const extension = { department: 'Chosen', manager: { value: '1', displayName: 'Their Manager' } }
    const { id } = await directory.provision('chosen', { [enterprise]: extension })
    const asked = async (query: string) => (await directory.ask('GET', `/Users/${id}?${query}`)).json
    expect((await asked(`attributes=${enterprise}:department`))[enterprise]).toEqual({ department: 'Chosen' })
    expect((await asked(`attributes=${enterprise}:manager.displayName`))[enterprise]).toEqual({
      manager: { displayName: 'Their Manager' },
    })
    expect((await asked(`attributes=${enterprise}`))[enterprise]).toEqual(extension)
    expect(await asked(`excludedAttributes=${enterprise}`)).not.toHaveProperty([enterprise])
    expect((await asked(`excludedAttributes=${enterprise}:manager`))[enterprise]).toEqual({
      department: 'Chosen',
    })
    expect(await asked('attributes=enterprise')).not.toHaveProperty([enterprise])
  })
})

describe('phones', () => {
  it('are changed by their type, added and removed', async () => {
    const { id } = await directory.provision('phones')
    const work = 'phoneNumbers[type eq "work"]'
    const json = await patched(
      id,
      { op: 'Add', path: `${work}.value`, value: '+33 1' },
      { op: 'Add', path: 'phoneNumbers', value: [{ type: 'mobile', value: '+33 6', primary: 'True' }] },
      { op: 'Replace', path: `${work}.value`, value: '+33 2' },
      { op: 'Replace', path: 'phoneNumbers[type eq "fax"].value', value: '+33 9' },
    )
    expect(json['phoneNumbers']).toEqual([
      { type: 'work', value: '+33 2' },
      { type: 'mobile', value: '+33 6', primary: true },
      { type: 'fax', value: '+33 9' },
    ])
    const fewer = await patched(
      id,
      { op: 'Remove', path: work },
      { op: 'Remove', path: 'phoneNumbers[type eq "fax"]' },
    )
    expect(fewer['phoneNumbers']).toEqual([{ type: 'mobile', value: '+33 6', primary: true }])
    expect(await patched(id, { op: 'Remove', path: 'phoneNumbers' })).not.toHaveProperty('phoneNumbers')
  })
})

describe('filters', () => {
  it('compare departments, managers, phones and middle names', async () => {
    await directory.provision('searched', {
      name: { middleName: 'Quentin' },
      phoneNumbers: [{ type: 'work', value: '+44 20' }],
      [enterprise]: { department: 'Searching', manager: { displayName: 'Some Lead' } },
    })
    for (const filter of [
      `${enterprise}:department eq "searching"`,
      `${enterprise}:manager.displayName sw "Some"`,
      'name.middleName eq "quentin"',
      'phoneNumbers eq "+44 20"',
      'phoneNumbers[type eq "work" and value sw "+44"]',
    ]) {
      const { status, json } = await directory.ask('GET', `/Users?filter=${encodeURIComponent(filter)}`)
      expect([status, json['totalResults']], filter).toEqual([200, 1])
    }
    const unnamed = await directory.ask('GET', '/Users?filter=enterprise.department%20pr')
    expect([unnamed.status, unnamed.json['scimType']]).toEqual([400, 'invalidFilter'])
  })
})

describe('400', () => {
  it('for an attribute that is not stored, named in the answer; nothing is written', async () => {
    for (const given of [
      { favouriteColor: 'red' },
      { roles: [{ value: 'admin' }] },
      { enterprise: { department: 'x' } },
      { 'urn:example:custom:2.0:User': { badge: '7' } },
      { [enterprise]: { badge: '7' } },
      { name: { nickname: 'x' } },
      { phoneNumbers: [{ value: '1', extension: '2' }] },
    ]) {
      const body = scimUser('unknown', given)
      const { status, json } = await directory.ask('POST', '/Users', { body })
      expect([status, json['scimType']], JSON.stringify(given)).toEqual([400, 'invalidValue'])
      expect(json['detail']).toMatch(/^\S+ is not stored here\. \/Schemas names what is\.$/)
    }
    expect(
      await directory.tenant.read((tx) => tx.user.count({ where: { email: 'unknown@here.test' } })),
    ).toBe(0)
    const { id } = await directory.provision('known')
    const before = (await directory.ask('GET', `/Users/${id}`)).json
    for (const operation of [
      { op: 'add', path: 'favouriteColor', value: 'red' },
      { op: 'add', path: `${enterprise}:badge`, value: '7' },
      { op: 'add', path: 'urn:example:custom:2.0:User:badge', value: '7' },
      { op: 'add', path: 'enterprise.department', value: '7' },
      { op: 'replace', value: { displayName: 'x', favouriteColor: 'red' } },
      { op: 'add', path: 'name.__proto__', value: 'x' },
    ]) {
      const { status, json } = await directory.ask('PATCH', `/Users/${id}`, { body: patchOf(operation) })
      expect(status, JSON.stringify(operation)).toBe(400)
      expect(json['scimType']).toMatch(/^invalid(Value|Path)$/)
    }
    expect((await directory.ask('GET', `/Users/${id}`)).json).toEqual(before)
  })

  it('for what is too long or too many', async () => {
    for (const given of [
      { [enterprise]: { department: 'x'.repeat(201) } },
      { [enterprise]: { manager: { displayName: 'x'.repeat(201) } } },
      { phoneNumbers: Array.from({ length: 11 }, (_, at) => ({ value: String(at) })) },
      { phoneNumbers: [{ value: '1'.repeat(101) }] },
      { phoneNumbers: [{ type: 'work' }] },
      { addresses: Array(6).fill({ country: 'FR' }) },
      { [enterprise]: { manager: ['1', '2'] } },
      { [enterprise]: { department: 7 } },
      { name: { middleName: 'x'.repeat(101) } },
    ]) {
      const { status, json } = await directory.ask('POST', '/Users', { body: scimUser('long', given) })
      expect([status, json['scimType']], JSON.stringify(given)).toEqual([400, 'invalidValue'])
    }
  })
})

it('what clients only repeat, and what says nothing, is no error', async () => {
  const given = {
    id: 'x',
    meta: {},
    groups: [{ value: 'x' }],
    roles: [],
    photos: [{}],
    password: 'p',
    ims: null,
  }
  const { id } = await directory.provision('repeated', given)
  const json = await patched(id, { op: 'replace', value: { id: 'x', displayName: 'New', entitlements: [] } })
  expect(json).toMatchObject({ id, displayName: 'New' })
  expect(JSON.stringify(json)).not.toContain('password')
})
