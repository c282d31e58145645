import { describe, expect, it } from 'vitest'
import { takeOverDirectory } from '@/lib/domain/directories/turn-on-directory'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { TestDirectory } from '@/test/fixtures/directory'
import { patchOf, scimUser } from '@/test/fixtures/scim-requests'

const directory = await TestDirectory.open()
const { tenant, organization } = directory

function accountOf(email: string) {
  return tenant.read((tx) => tx.user.findFirst({ where: { email }, include: { identities: true } }))
}

function eventsOn(targetId: string) {
  return tenant.read((tx) => tx.auditEvent.findMany({ where: { targetId }, orderBy: { occurredAt: 'asc' } }))
}

describe('creating a user', () => {
  it('201: creates an unverified account, a member with the default role', async () => {
    const { status, json, headers } = await directory.ask('POST', '/Users', { body: scimUser('ann') })
    expect(status).toBe(201)
    expect(headers.get('content-type')).toBe('application/scim+json; charset=utf-8')
    expect(json).toMatchObject({
      schemas: [
        'urn:ietf:params:scim:schemas:core:2.0:User',
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
      ],
      userName: 'ann@here.test',
      externalId: 'external-ann',
      active: true,
      displayName: 'ann from the directory',
      emails: [{ primary: true, type: 'work', value: 'ann@here.test' }],
      groups: [],
    })
    expect(json['title']).toBe('Engineer')
    const { location, version } = json['meta'] as { location: string; version: string }
    expect(headers.get('location')).toBe(location)
    expect(headers.get('etag')).toBe(version)
    const account = await accountOf('ann@here.test')
    expect(account).toMatchObject({ name: 'ann from the directory', emailVerifiedAt: null, identities: [] })
    expect(await directory.rolesOf(account?.id ?? '')).toEqual(['Member'])
    const events = await eventsOn(account?.id ?? '')
    expect(events.map(({ type }) => type).sort()).toEqual([
      'member.added',
      'member.provisioned',
      'user.created',
    ])
    for (const event of events)
      expect(event).toMatchObject({ actorKind: 'directory', actorId: directory.connectionId })
  })

  it('201: makes an existing account a member and leaves its profile, password and identities alone', async () => {
    const email = 'existing@here.test'
    const person = await tenant.createUser({ email, name: 'Their own name', password: 'their own password' })
    const before = await accountOf(email)
    const { json } = await directory.ask('POST', '/Users', { body: scimUser('existing') })
    expect(await directory.userIdOf(String(json['id']))).toBe(person.id)
    expect(JSON.stringify(json)).not.toContain('Their own name')
    expect(await accountOf(email)).toEqual(before)
    expect(await directory.rolesOf(person.id)).toEqual(['Member'])
  })

  it('201: keeps the roles of someone who is a member already', async () => {
    const email = 'colleague@here.test'
    const person = await tenant.createUser({ email })
    await tenant.addMember(organization, person, ['Admin'])
    await directory.provision('colleague')
    expect(await directory.rolesOf(person.id)).toEqual(['Admin'])
  })

  it('201: an inactive user is a suspended member', async () => {
    const { userId } = await directory.provision('inactive', { active: 'False' })
    expect((await directory.member(userId))?.suspendedAt).not.toBeNull()
  })

  it('403: someone who is a member already, with more permissions than directory sync runs with', async () => {
    const admin = await tenant.createUser()
    const second = await tenant.createUser({ email: 'second@here.test' })
    await tenant.addMember(organization, admin, ['Admin'])
    await tenant.addMember(organization, second, ['Owner'])
    await takeOverDirectory(await directory.maker(admin), directory.connectionId)
    const { status } = await directory.ask('POST', '/Users', { body: scimUser('second') })
    expect(status).toBe(403)
    expect(await tenant.read((tx) => tx.directoryUser.count({ where: { userId: second.id } }))).toBe(0)
    await takeOverDirectory(await directory.maker(), directory.connectionId)
    await directory.renewToken()
    await directory.provision('second')
  })

  it('201: ends the sessions in the organization of a member who is inactive there', async () => {
    const person = await tenant.createUser({ email: 'ended@here.test' })
    await tenant.addMember(organization, person, ['Member'])
    expect((await enterOrganization(person.self, organization.slug)).refusal).toBeNull()
    const { id, userId } = await directory.provision('ended', { active: false })
    expect((await directory.member(userId))?.suspendedAt).not.toBeNull()
    const again = patchOf({ op: 'replace', path: 'active', value: true })
    expect((await directory.ask('PATCH', `/Users/${id}`, { body: again })).status).toBe(200)
    expect((await enterOrganization(person.self, organization.slug)).refusal).toBe('connection')
  })

  it('201: uses the user name as the address where no address is given', async () => {
    const { userId } = await directory.provision('bare', { emails: undefined, name: null, displayName: null })
    expect((await directory.member(userId))?.user).toMatchObject({ email: 'bare@here.test', name: 'bare' })
  })

  it('400: an address of a domain that the organization has not verified', async () => {
    const outside = await tenant.createUser({ email: 'someone@elsewhere.test' })
    await directory.verifyDomain('there.test', directory.own.fixture.there)
    for (const value of ['someone@elsewhere.test', 'someone@there.test', 'someone@sub.here.test']) {
      const { status, json } = await directory.ask('POST', '/Users', {
        body: scimUser('outside', { emails: [{ value }] }),
      })
      expect([status, json['scimType']], value).toEqual([400, 'invalidValue'])
      expect(json['detail']).toMatch(/has not verified the domain/)
    }
    expect(await directory.member(outside.id)).toBeNull()
  })

  it('409: the same user name or the same person twice', async () => {
    await directory.provision('twice')
    for (const given of [{}, { userName: 'TWICE@here.test' }, { userName: 'other', externalId: 'other' }]) {
      const { status, json } = await directory.ask('POST', '/Users', { body: scimUser('twice', given) })
      expect([status, json['scimType']]).toEqual([409, 'uniqueness'])
    }
  })

  it('400: what is not a user', async () => {
    for (const body of [
      '',
      '{',
      '[]',
      'null',
      '"text"',
      {},
      scimUser('bad', { userName: 7 }),
      scimUser('bad', { active: 'maybe' }),
      scimUser('bad', { emails: [{ value: 'no address' }] }),
      scimUser('bad', { emails: 'ann@here.test' }),
      scimUser('bad', { userName: 'x'.repeat(300) }),
      scimUser('bad', { displayName: 'nul \0' }),
    ]) {
      const { status, json } = await directory.ask('POST', '/Users', { body })
      expect(status, JSON.stringify(body)).toBe(400)
      expect(json).toMatchObject({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: '400',
        scimType: expect.stringMatching(/^invalid(Syntax|Value)$/) as string,
      })
    }
  })
})

describe('listing users', () => {
  it('200: filters as Entra and Okta write them', async () => {
    await directory.provision('found')
    for (const filter of [
      'userName eq "found@here.test"',
      'userName Eq "FOUND@here.test"',
      'externalId eq "external-found"',
      'emails.value eq "found@here.test"',
      'emails[type eq "work"].value eq "found@here.test"',
      'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "found@here.test"',
      'externalId eq "external-found" and active eq true',
      '(userName eq "found@here.test") and externalId eq "external-found"',
    ]) {
      const { status, json } = await directory.ask('GET', `/Users?filter=${encodeURIComponent(filter)}`)
      expect([status, json['totalResults']], filter).toEqual([200, 1])
      expect(json['Resources'], filter).toMatchObject([{ userName: 'found@here.test' }])
    }
    const { status, json } = await directory.ask('GET', '/Users?filter=userName%20eq%20%22unknown%22')
    expect([status, json]).toEqual([
      200,
      {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
        totalResults: 0,
        startIndex: 1,
        itemsPerPage: 0,
        Resources: [],
      },
    ])
  })

  it('200: pages from startIndex, at most 100 a page', async () => {
    for (const name of ['page1', 'page2', 'page3']) await directory.provision(name)
    const all = await directory.ask('GET', '/Users?count=1000')
    const names = (all.json['Resources'] as { userName: string }[]).map(({ userName }) => userName)
    const total = all.json['totalResults']
    expect(names).toHaveLength(Number(total))
    const page = await directory.ask('GET', `/Users?startIndex=${names.length - 1}&count=5`)
    expect(page.json).toMatchObject({ totalResults: total, itemsPerPage: 2, startIndex: names.length - 1 })
    const last = page.json['Resources'] as { userName: string }[]
    expect(last.map(({ userName }) => userName)).toEqual(names.slice(-2))
    for (const query of ['count=0', 'count=-5', 'startIndex=9999'])
      expect((await directory.ask('GET', `/Users?${query}`)).json).toMatchObject({
        totalResults: total,
        Resources: [],
      })
    expect((await directory.ask('GET', '/Users?startIndex=-3&count=1')).json['startIndex']).toBe(1)
  })

  it('400: other filters', async () => {
    for (const filter of [
      'userName',
      'password eq "a"',
      'userName eq 7',
      'userName gt "a"',
      'active sw "t"',
      'active eq "maybe"',
      'userName sw null',
      'meta.lastModified gt "yesterday"',
      'meta.lastModified sw "2026"',
      'emails[type eq "work" or emails[type eq "home"]]',
      'displayName[type eq "work"]',
      'emails[constructor eq "a"]',
      `${'not '.repeat(40)}userName pr`,
      Array(101).fill('id pr').join(' or '),
      'userName eq "a" and groups[type eq "b"]',
      `userName eq "${'\n'.repeat(40)}`,
      '('.repeat(900),
      '__proto__ eq "a"',
    ]) {
      const { status, json } = await directory.ask('GET', `/Users?filter=${encodeURIComponent(filter)}`)
      expect([status, json['scimType']], filter).toEqual([400, 'invalidFilter'])
    }
    expect((await directory.ask('GET', '/Users?count=many')).status).toBe(400)
  })
})
