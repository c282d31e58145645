import { describe, expect, it } from 'vitest'
import { TestDirectory } from '@/test/fixtures/directory'
import { patchOf } from '@/test/fixtures/scim-requests'

const directory = await TestDirectory.open()

const core = 'urn:ietf:params:scim:schemas:core:2.0:User'

const ann = await directory.provision('ann', { displayName: 'Änne 100% "Ann"', externalId: 'Case' })
const ben = await directory.provision('ben', {
  displayName: null,
  active: false,
  emails: [
    { value: 'ben@here.test', type: 'work', primary: true },
    { value: 'Ben@home.test', type: 'home' },
  ],
})
const cleo = await directory.provision('cleo', { emails: null, name: { givenName: 'Cleo' } })

async function found(resource: 'Users' | 'Groups', filter: string): Promise<string[]> {
  const { status, json } = await directory.ask('GET', `/${resource}?filter=${encodeURIComponent(filter)}`)
  expect(status, `${filter}: ${JSON.stringify(json)}`).toBe(200)
  const resources = json['Resources'] as { userName?: string; displayName: string }[]
  expect(json['totalResults']).toBe(resources.length)
  return resources.map(({ userName, displayName }) => userName?.replace('@here.test', '') ?? displayName)
}

describe('users are found', () => {
  it.each([
    ['userName eq "ann@here.test" or userName eq "ben@here.test"', ['ann', 'ben']],
    ['userName sw "A"', ['ann']],
    ['userName co "N@HERE"', ['ann', 'ben']],
    ['userName ew ".test"', ['ann', 'ben', 'cleo']],
    ['userName sw "_nn"', []],
    ['userName ne "ann@here.test"', ['ben', 'cleo']],
    ['not (userName eq "ann@here.test" or userName sw "b")', ['cleo']],
    ['userName sw "ann" or userName sw "ben" and active eq true', ['ann']],
    ['(userName sw "ann" or userName sw "ben") and active eq false', ['ben']],
    ['active ne true', ['ben']],
    ['active eq "True"', ['ann', 'cleo']],
    ['displayName co "100%"', ['ann']],
    ['displayName ew "\\"ann\\""', ['ann']],
    ['displayName pr', ['ann', 'cleo']],
    ['displayName eq null', ['ben']],
    ['not (displayName sw "c")', ['ann', 'ben']],
    ['displayName ne "Cleo from the directory"', ['ann', 'ben']],
    ['name.givenName eq "CLEO"', ['cleo']],
    ['name.familyName eq "directory"', ['ann', 'ben']],
    [`${core}:name.givenName sw "cl"`, ['cleo']],
    // Identifiers of another system: case matters (RFC 7643, section 3.1).
    ['externalId eq "Case"', ['ann']],
    ['externalId eq "case"', []],
    ['emails[type eq "home" and value ew "@HOME.test"]', ['ben']],
    ['emails[type eq "home"].value eq "ben@home.test"', ['ben']],
    ['emails[type eq "home"].value eq "ben@here.test"', []],
    ['emails[type eq "work"]', ['ann', 'ben']],
    ['emails[not (primary eq true)]', ['ben']],
    ['emails.type eq "home"', ['ben']],
    ['emails.value sw "cleo"', ['cleo']],
    [`id eq "${ben.id}" or id eq "${cleo.id}"`, ['ben', 'cleo']],
    ['userName eq "\'; DROP TABLE users; --"', []],
    ['userName sw "ann" OR userName SW "BEN"', ['ann', 'ben']],
  ])('by %s', async (filter, names) => expect(await found('Users', filter)).toEqual(names))

  it('by when they changed, to the millisecond that is shown', async () => {
    const rename = patchOf({ op: 'replace', path: 'displayName', value: 'Later' })
    const { json } = await directory.ask('PATCH', `/Users/${cleo.id}`, { body: rename })
    const { created, lastModified } = json['meta'] as Record<string, string>
    const zoned = `${new Date(Date.parse(lastModified ?? '') + 7_200_000).toISOString().slice(0, -1)}+02:00`
    for (const [filter, names] of [
      [`meta.lastModified gt "${created}"`, ['cleo']],
      [`meta.lastModified ge "${lastModified}"`, ['cleo']],
      [`meta.lastModified eq "${zoned}"`, ['cleo']],
      [`meta.lastModified gt "${lastModified}"`, []],
      [`meta.lastModified lt "${lastModified}" and userName sw "a"`, ['ann']],
      [`meta.created le "${created}"`, ['ann', 'ben', 'cleo']],
      ['meta.lastModified gt "2099-01-01T00:00:00Z" or active eq false', ['ben']],
    ] as const)
      expect(await found('Users', filter), filter).toEqual(names)
  })
})

it('groups are found by their names, members and when they changed', async () => {
  for (const [displayName, members] of [
    ['Engineering', [ann, ben]],
    ['Sales', [ben]],
    ['Empty', []],
  ] as const) {
    const body = { displayName, externalId: displayName, members: members.map(({ id }) => ({ value: id })) }
    expect((await directory.ask('POST', '/Groups', { body })).status).toBe(201)
  }
  for (const [filter, names] of [
    ['displayName sw "eng" or displayName eq "sales"', ['Engineering', 'Sales']],
    [`members.value eq "${ann.id}"`, ['Engineering']],
    [`members eq "${ben.id}" and not (displayName sw "E")`, ['Sales']],
    ['not (members pr)', ['Empty']],
    ['externalId sw "S"', ['Sales']],
    ['meta.lastModified gt "2099-01-01T00:00:00Z"', []],
    ['meta.lastModified lt "2099-01-01T00:00:00Z" and displayName co "m"', ['Empty']],
  ] as const)
    expect(await found('Groups', filter), filter).toEqual(names)
  expect(await found('Users', 'groups pr')).toEqual(['ann', 'ben'])
})
