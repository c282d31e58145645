import { describe, expect, it } from 'vitest'
import { authorize } from '@/lib/access'
import { mapDirectoryGroup } from '@/lib/domain/directories/map-directory-group'
import { TestDirectory } from '@/test/fixtures/directory'
import { patchOf } from '@/test/fixtures/scim-requests'
import { refusalCode } from '@/test/fixtures/signed-out'
import type { TestUser } from '@/test/fixtures/tenant'

const directory = await TestDirectory.open()
const { tenant, organization, connectionId } = directory

async function group(displayName: string, members: readonly string[] = []): Promise<string> {
  const { status, json } = await directory.ask('POST', '/Groups', {
    body: {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      externalId: `external-${displayName}`,
      displayName,
      members: members.map((value) => ({ value })),
    },
  })
  expect(status, JSON.stringify(json)).toBe(201)
  return String(json['id'])
}

async function map(groupId: string, roles: readonly string[], person?: TestUser): Promise<void> {
  const access = await directory.maker(person)
  const roleIds = roles.map((name) => tenant.role(name))
  await mapDirectoryGroup(access, { connectionId, groupId, roleIds })
}

async function membersOf(id: string): Promise<string[]> {
  const { json } = await directory.ask('GET', `/Groups/${id}`)
  return (json['members'] as { value: string }[]).map(({ value }) => value).sort()
}

describe('a group', () => {
  it('is created, read, listed and found as Entra and Okta do', async () => {
    const user = await directory.provision('listed')
    const id = await group('Listed', [user.id])
    const { json, headers } = await directory.ask('GET', `/Groups/${id}`)
    expect(json).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      id,
      displayName: 'Listed',
      externalId: 'external-Listed',
      members: [{ value: user.id, display: 'listed@here.test' }],
    })
    const brief = await directory.ask('GET', `/Groups/${id}?excludedAttributes=members`)
    expect(brief.json).not.toHaveProperty('members')
    expect(brief.headers.get('etag')).toBe(headers.get('etag'))
    for (const filter of [
      'displayName eq "listed"',
      'externalId eq "external-Listed"',
      `id eq "${id}" and members eq "${user.id}"`,
      `members.value eq "${user.id}"`,
    ]) {
      const found = await directory.ask('GET', `/Groups?filter=${encodeURIComponent(filter)}`)
      expect(found.json['totalResults'], filter).toBe(1)
    }
    const { json: said } = await directory.ask('GET', `/Users/${user.id}`)
    expect(said['groups']).toMatchObject([{ value: id, display: 'Listed' }])
  })

  it('409 for a name that is taken, 400 for members who are no users of the directory', async () => {
    await group('Taken')
    const taken = await directory.ask('POST', '/Groups', { body: { displayName: 'TAKEN' } })
    expect([taken.status, taken.json['scimType']]).toEqual([409, 'uniqueness'])
    const { owner } = directory.own.fixture
    for (const body of [
      { displayName: 'Foreign', members: [{ value: owner.id }] },
      { displayName: 'Foreign', members: [{ value: 'scu_unknown' }] },
      { displayName: 'Foreign', members: 'all' },
      { displayName: '' },
      {},
      [],
    ])
      expect((await directory.ask('POST', '/Groups', { body })).status, JSON.stringify(body)).toBe(400)
  })

  it('adds and removes members in each documented form', async () => {
    const [one, two, three] = await Promise.all(
      ['one', 'two', 'three'].map(async (name) => (await directory.provision(name)).id),
    )
    if (one === undefined || two === undefined || three === undefined) throw new Error('No users.')
    const id = await group('Forms')
    const patch = async (...operations: object[]) => {
      const { status, json } = await directory.ask('PATCH', `/Groups/${id}`, { body: patchOf(...operations) })
      expect(status, JSON.stringify(json)).toBe(200)
      return membersOf(id)
    }
    // Entra.
    const added = [one, two].map((value) => ({ $ref: null, value }))
    expect(await patch({ op: 'Add', path: 'members', value: added })).toEqual([one, two].sort())
    expect(await patch({ op: 'Remove', path: 'members', value: [{ $ref: null, value: one }] })).toEqual([two])
    expect(await patch({ op: 'Remove', path: `members[value eq "${two}"]` })).toEqual([])
    expect(await patch({ op: 'Remove', path: `members[value eq "${two}"]` })).toEqual([])
    expect(await patch({ op: 'Replace', path: 'displayName', value: 'Forms again' })).toEqual([])
    // Okta.
    const shown = { value: three, display: 'three@here.test' }
    expect(await patch({ op: 'add', path: 'members', value: [shown] })).toEqual([three])
    expect(await patch({ op: 'add', path: 'members', value: [shown] })).toEqual([three])
    expect(await patch({ op: 'replace', value: { id, displayName: 'Renamed' } })).toEqual([three])
    expect(
      await patch(
        { op: 'remove', path: `members[value eq "${three}"]` },
        { op: 'add', path: 'members', value: [{ value: one }] },
      ),
    ).toEqual([one])
    expect(await patch({ op: 'replace', path: 'members', value: [{ value: two }] })).toEqual([two])
    expect(await patch({ op: 'remove', path: 'members' })).toEqual([])
  })
})

describe('a patch', () => {
  it('400 for too many operations or values, also where one operation stands for many, before anything is read', async () => {
    const members = (count: number) => Array.from({ length: count }, (_, at) => ({ value: `scu_${at}` }))
    const keys = Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`key${at}`, 'x']))
    for (const operations of [
      [{ op: 'add', value: keys }],
      [
        { op: 'add', value: { ...keys, key0: undefined } },
        { op: 'add', path: 'displayName', value: 'x' },
      ],
      [{ op: 'add', path: 'members', value: members(10_001) }],
      [
        { op: 'add', path: 'members', value: members(5000) },
        { op: 'remove', path: 'members', value: members(5001) },
      ],
      [{ op: 'add', path: 'members[value eq "scu_1"]', value: { value: 'scu_2' } }],
      [{ op: 'add', path: 'members', value: [{ display: 'no id' }] }],
    ]) {
      const { status, json } = await directory.ask('PATCH', '/Groups/scg_unknown', {
        body: patchOf(...operations),
      })
      expect([status, json['scimType']]).toEqual([400, expect.stringMatching(/^invalid/)])
    }
  })

  it('accepts a thousand operations on members', async () => {
    const [kept, gone] = await Promise.all(['kept', 'gone'].map((name) => directory.provision(name)))
    const id = await group('Thousand', [gone?.id ?? ''])
    const operations = Array.from({ length: 998 }, (_, at) => ({
      op: 'remove',
      path: `members[value eq "scu_${at}"]`,
    }))
    const body = patchOf({ op: 'add', path: 'members', value: [{ value: kept?.id }] }, ...operations, {
      op: 'remove',
      path: `members[value eq "${gone?.id}"]`,
    })
    expect((await directory.ask('PATCH', `/Groups/${id}`, { body })).status).toBe(200)
    expect(await membersOf(id)).toEqual([kept?.id])
  })
})

describe('a mapped group', () => {
  it('gives its members its roles and removes them from those who leave it; other roles stay', async () => {
    const first = await directory.provision('first')
    const second = await directory.provision('second')
    const id = await group('Admins', [first.id])
    await map(id, ['Admin'])
    expect(await directory.rolesOf(first.userId)).toEqual(['Admin', 'Member'])
    await directory.ask('PATCH', `/Groups/${id}`, {
      body: patchOf({ op: 'Add', path: 'members', value: [{ value: second.id }] }),
    })
    expect(await directory.rolesOf(second.userId)).toEqual(['Admin', 'Member'])
    await directory.ask('PATCH', `/Groups/${id}`, {
      body: patchOf({ op: 'Remove', path: `members[value eq "${first.id}"]` }),
    })
    expect(await directory.rolesOf(first.userId)).toEqual(['Member'])
    const event = await tenant.read((tx) =>
      tx.auditEvent.findFirst({
        where: { type: 'member.roles_changed', targetId: first.userId },
        orderBy: { occurredAt: 'desc' },
      }),
    )
    expect(event).toMatchObject({ actorKind: 'directory', actorId: connectionId })
    expect((await directory.ask('DELETE', `/Groups/${id}`)).status).toBe(204)
    expect(await directory.rolesOf(second.userId)).toEqual(['Member'])
  })

  it('leaves a role that another group gives, and no one without a role', async () => {
    const { id: userId, userId: memberId } = await directory.provision('both')
    const groups = [await group('Viewers', [userId]), await group('Also viewers', [userId])]
    for (const id of groups) await map(id, ['Viewer', 'Member'])
    expect(await directory.rolesOf(memberId)).toEqual(['Member', 'Viewer'])
    await directory.ask('DELETE', `/Groups/${groups[0]}`)
    expect(await directory.rolesOf(memberId)).toEqual(['Member', 'Viewer'])
    await map(groups[1] ?? '', [])
    expect(await directory.rolesOf(memberId)).toEqual(['Member'])
  })

  it('never removes the last owner’s role: 409, and nothing has changed', async () => {
    const { owner } = directory.own.fixture
    await tenant.write((tx) =>
      tx.user.update({
        where: { tenantId_id: { tenantId: tenant.tenantId, id: owner.id } },
        data: { email: 'owner@here.test', emailFolded: 'owner@here.test' },
      }),
    )
    const { id: ownerId } = await directory.provision('owner')
    const id = await group('Owners', [ownerId])
    await map(id, ['Owner'])
    for (const [method, body] of [
      ['PATCH', patchOf({ op: 'remove', path: 'members' })],
      ['PUT', { displayName: 'Owners', members: [] }],
      ['DELETE', undefined],
    ] as const) {
      const { status, json } = await directory.ask(method, `/Groups/${id}`, body ? { body } : {})
      expect([status, json['detail']], method).toEqual([409, expect.stringMatching(/at least one owner/)])
    }
    expect(await membersOf(id)).toEqual([ownerId])
    expect(await directory.rolesOf(owner.id)).toContain('Owner')
  })
})

describe('the rule about granting', () => {
  it('lets no one map a role that they may not give', async () => {
    const admin = await tenant.createUser()
    await tenant.addMember(organization, admin, ['Admin'])
    const id = await group('Beyond')
    expect(await refusalCode(map(id, ['Owner'], admin))).toBe('not_yours_to_give')
    expect(await refusalCode(map(id, ['Operator']))).toBe('not_yours_to_give')
    const stranger = await directory.own.at(directory.own.fixture.there, directory.own.fixture.stranger)
    const foreign = authorize(
      stranger,
      'update:organization_connections',
      'create:organization_member_roles',
      'delete:organization_member_roles',
    )
    const mapping = { connectionId, groupId: id, roleIds: [tenant.role('Member')] }
    expect(await refusalCode(mapDirectoryGroup(foreign, mapping))).toBe('not_found')
  })
})
