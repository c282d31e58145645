import { beforeAll, describe, expect, it } from 'vitest'
import { authorize } from '@/lib/access'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { createDirectoryToken, revokeDirectoryToken } from '@/lib/domain/directories/directory-tokens'
import { mapDirectoryGroup } from '@/lib/domain/directories/map-directory-group'
import {
  takeOverDirectory,
  turnOffDirectory,
  turnOnDirectory,
} from '@/lib/domain/directories/turn-on-directory'
import { changeMemberRoles, replaceMemberRoles } from '@/lib/domain/members/change-member-roles'
import { removeMembers } from '@/lib/domain/members/remove-members'
import { suspendMembers } from '@/lib/domain/members/suspend-members'
import { TestDirectory } from '@/test/fixtures/directory'
import { patchOf, scimUser } from '@/test/fixtures/scim-requests'
import { refusalCode } from '@/test/fixtures/signed-out'
import type { TestUser } from '@/test/fixtures/tenant'

const directory = await TestDirectory.open()
const { tenant, organization, connectionId, own } = directory

describe('a token', () => {
  it('is stored as its hash alone, and works at both paths', async () => {
    const rows = await tenant.read((tx) => tx.directoryToken.findMany({ where: { connectionId } }))
    expect(rows).toMatchObject([{ tokenHash: sha256Hex(directory.token) }])
    expect(JSON.stringify(rows)).not.toContain(directory.token)
    for (const base of [`/scim/v2/connections/${connectionId}`, `/scim/v2/${connectionId}`])
      expect((await directory.ask('GET', '/ServiceProviderConfig', { base })).status, base).toBe(200)
  })

  it('401 without it, for a wrong one, and at the connection of another organization', async () => {
    const { there, stranger } = own.fixture
    const { id: foreign } = await own.create(there, stranger)
    const other = await TestDirectory.open()
    for (const [asked, given] of [
      ['no token', { token: null }],
      ['a wrong token', { token: 'scim_wrong' }],
      ['an empty token', { token: '' }],
      ['another scheme', { headers: { authorization: `Basic ${directory.token}` } }],
      ['a foreign connection', { base: `/scim/v2/connections/${foreign}` }],
      ['an unknown connection', { base: '/scim/v2/connections/con_unknown' }],
      ['a token of another tenant', { token: other.token }],
    ] as const) {
      const { status, json, headers } = await directory.ask('GET', '/Users', given)
      expect([status, headers.get('www-authenticate')], asked).toEqual([401, 'Bearer'])
      expect(json, asked).toEqual({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: '401',
        detail: 'Invalid token.',
      })
    }
  })

  it('is one of two, which replace each other without a pause, and ends when it is revoked or expired', async () => {
    const access = await directory.maker()
    const next = await createDirectoryToken(access, { connectionId, seconds: 3600 })
    for (const token of [directory.token, next.token])
      expect((await directory.ask('GET', '/Users?count=0', { token })).status).toBe(200)
    expect(await refusalCode(createDirectoryToken(access, { connectionId, seconds: null }))).toBe('conflict')
    await tenant.write((tx) =>
      tx.directoryToken.updateMany({ where: { id: next.id }, data: { expiresAt: new Date(0) } }),
    )
    expect((await directory.ask('GET', '/Users', { token: next.token })).status).toBe(401)
    const third = await createDirectoryToken(access, { connectionId, seconds: null })
    await revokeDirectoryToken(access, { connectionId, tokenId: third.id })
    expect((await directory.ask('GET', '/Users', { token: third.token })).status).toBe(401)
    const again = revokeDirectoryToken(access, { connectionId, tokenId: third.id })
    expect(await refusalCode(again)).toBe('not_found')
  })

  it('is not found by another organization', async () => {
    const { there, stranger } = own.fixture
    const foreign = await directory.maker(stranger, there)
    const [token] = await tenant.read((tx) => tx.directoryToken.findMany({ where: { connectionId } }))
    for (const attempt of [
      () => createDirectoryToken(foreign, { connectionId, seconds: null }),
      () => revokeDirectoryToken(foreign, { connectionId, tokenId: token?.id ?? '' }),
      () => turnOffDirectory(foreign, connectionId),
    ])
      expect(await refusalCode(attempt())).toBe('not_found')
    expect((await directory.ask('GET', '/Users?count=0')).status).toBe(200)
  })

  it('sees users and groups of its own directory alone', async () => {
    const other = await TestDirectory.open()
    const { id } = await other.provision('private')
    for (const method of ['GET', 'DELETE'])
      expect((await directory.ask(method, `/Users/${id}`)).status).toBe(404)
    const body = patchOf({ op: 'replace', path: 'active', value: false })
    expect((await directory.ask('PATCH', `/Users/${id}`, { body })).status).toBe(404)
    const renamed = patchOf({ op: 'replace', path: 'displayName', value: 'Renamed' })
    expect((await directory.ask('PATCH', `/Groups/${id}`, { body: renamed })).status).toBe(404)
  })
})

describe('discovery', () => {
  it('has the configuration, the types of resources and the schemas', async () => {
    const config = await directory.ask('GET', '/ServiceProviderConfig')
    expect(config.json).toMatchObject({ patch: { supported: true }, etag: { supported: true } })
    const types = await directory.ask('GET', '/ResourceTypes')
    expect(types.json['Resources']).toMatchObject([{ name: 'User' }, { name: 'Group' }])
    const schemas = await directory.ask('GET', '/Schemas')
    for (const { id } of schemas.json['Resources'] as { id: string }[])
      expect((await directory.ask('GET', `/Schemas/${id}`)).json).toMatchObject({ id })
    expect((await directory.ask('GET', '/ResourceTypes/Group')).json).toMatchObject({ endpoint: '/Groups' })
  })

  it('404 for other paths and methods, in SCIM’s form', async () => {
    for (const [method, path] of [
      ['GET', '/Bulk'],
      ['DELETE', '/Users'],
      ['GET', '/Schemas/unknown'],
      ['GET', '/ResourceTypes/unknown'],
      ['GET', '/Users/unknown'],
      ['GET', '/Users/%E0%A4%A'],
    ] as const) {
      const { status, json } = await directory.ask(method, path)
      expect([404, 400], `${method} ${path}`).toContain(status)
      expect(json['schemas']).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error'])
    }
  })
})

it('every request is logged with its outcome, without names and secrets', async () => {
  const { id } = await directory.provision('logged')
  await directory.ask('POST', '/Users', { body: scimUser('logged') })
  await directory.ask('POST', '/Users', { body: scimUser('x', { emails: [{ value: 'x@elsewhere.test' }] }) })
  await directory.ask('GET', '/Users?filter=userName%20eq%20%22logged@here.test%22')
  await directory.ask('GET', '/Users/logged@here.test')
  const rows = (await directory.requests()).slice(-5)
  expect(rows).toMatchObject([
    { method: 'POST', resource: 'Users', resourceId: id, status: 201, reason: null },
    { method: 'POST', resource: 'Users', resourceId: null, status: 409, reason: 'uniqueness' },
    { method: 'POST', resource: 'Users', status: 400, reason: 'unverified_domain' },
    { method: 'GET', resource: 'Users', status: 200, reason: null },
    { method: 'GET', resource: 'Users', resourceId: null, status: 404, reason: 'not_found' },
  ])
  expect(JSON.stringify(rows)).not.toMatch(/logged@|elsewhere|scim_/)
  const used = await tenant.read((tx) =>
    tx.directoryToken.findFirst({ where: { tokenHash: sha256Hex(directory.token) } }),
  )
  expect(used?.lastUsedAt).not.toBeNull()
})

describe('the person who turned it on', () => {
  let admin: TestUser
  let owner: { id: string; userId: string }

  beforeAll(async () => {
    admin = await tenant.createUser()
    await tenant.addMember(organization, admin, ['Admin'])
    const second = await tenant.createUser({ email: 'second-owner@here.test' })
    await tenant.addMember(organization, second, ['Owner'])
    owner = await directory.provision('second-owner')
  })

  const deactivate = () =>
    directory.ask('PATCH', `/Users/${owner.id}`, {
      body: patchOf({ op: 'replace', path: 'active', value: false }),
    })

  it('limits the members that it manages: 403 for a member who may do more', async () => {
    await takeOverDirectory(await directory.maker(admin), connectionId)
    const { status, json } = await deactivate()
    expect([status, json['detail']]).toEqual([403, expect.stringMatching(/more permissions/)])
    expect(json['detail']).not.toMatch(/\byou|from the directory|second-owner/i)
    expect((await directory.ask('DELETE', `/Users/${owner.id}`)).status).toBe(403)
  })

  it('limits the roles that its groups give', async () => {
    const { json } = await directory.ask('POST', '/Groups', { body: { displayName: 'Owners to be' } })
    const mapping = { connectionId, groupId: String(json['id']), roleIds: [tenant.role('Owner')] }
    expect(await refusalCode(mapDirectoryGroup(await directory.maker(), mapping))).toBe('not_yours_to_give')
  })

  it('counts with the permissions that they have now, also after they have left', async () => {
    await removeMembers(await directory.maker(), { users: [admin.id] })
    expect((await deactivate()).status).toBe(403)
    await directory.provision('after')
    await takeOverDirectory(await directory.maker(), connectionId)
    // Who knows the token would gain what the owner can do.
    expect((await deactivate()).status).toBe(401)
    await directory.renewToken()
    expect((await deactivate()).status).toBe(200)
  })

  it('needs the permissions that the directory then has', async () => {
    const viewer = await tenant.createUser()
    await tenant.addMember(organization, viewer, ['Viewer'])
    expect(await refusalCode(directory.maker(viewer))).toBe('not_found')
    const { there, stranger } = own.fixture
    const foreign = await directory.maker(stranger, there)
    expect(await refusalCode(turnOnDirectory(foreign, connectionId))).toBe('not_found')
  })
})

describe('what the directory manages', () => {
  it('is not changed in the portal: 409 for suspending, removing and the roles of groups', async () => {
    const { id, userId } = await directory.provision('managed')
    const { json } = await directory.ask('POST', '/Groups', {
      body: { displayName: 'Managed', members: [{ value: id }] },
    })
    const access = await directory.maker()
    const viewer = tenant.role('Viewer')
    await mapDirectoryGroup(access, { connectionId, groupId: String(json['id']), roleIds: [viewer] })
    const members = authorize(access, 'delete:organization_members')
    const reading = authorize(access, 'read:organization_member_roles')
    const kept = [tenant.role('Member'), viewer]
    for (const attempt of [
      () => suspendMembers(members, { users: [userId], isSuspended: true }),
      () => removeMembers(members, { users: [userId] }),
      () => changeMemberRoles(access, { userId, remove: [viewer] }),
      () => replaceMemberRoles(reading, [{ userId, replace: [tenant.role('Member')] }]),
    ])
      expect(await refusalCode(attempt())).toBe('conflict')
    const other = await directory.provision('without')
    const adding = changeMemberRoles(access, { userId: other.userId, add: [viewer] })
    expect(await refusalCode(adding)).toBe('conflict')
    await replaceMemberRoles(reading, [{ userId, replace: [...kept, tenant.role('Admin')] }])
    expect(await directory.rolesOf(userId)).toEqual(['Admin', 'Member', 'Viewer'])
  })
})

it('a suspended organization and a directory that was turned off answer 401', async () => {
  const where = { tenantId_id: { tenantId: tenant.tenantId, id: organization.id } }
  const suspend = (suspendedAt: Date | null) =>
    tenant.write((tx) => tx.organization.update({ where, data: { suspendedAt } }))
  await suspend(new Date())
  for (const path of ['/Users', '/ServiceProviderConfig'])
    expect((await directory.ask('GET', path)).status, path).toBe(401)
  await suspend(null)
  const { userId } = await directory.provision('stays')
  await turnOffDirectory(await directory.maker(), connectionId)
  expect((await directory.ask('GET', '/Users')).status).toBe(401)
  expect(await directory.rolesOf(userId)).toEqual(['Member'])
})
