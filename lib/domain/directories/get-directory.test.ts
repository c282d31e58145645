import { expect, it } from 'vitest'
import { authorize } from '@/lib/access'
import { newId } from '@/lib/ids'
import { TestDirectory } from '@/test/fixtures/directory'
import { refusalCode } from '@/test/fixtures/signed-out'
import { getDirectory } from './get-directory'
import { mapDirectoryGroup } from './map-directory-group'

const directory = await TestDirectory.open()
const { tenant, connectionId } = directory

it('shows groups with their roles and members, and the log by pages of 25, the latest first, with names', async () => {
  const { id } = await directory.provision('seen')
  const { json } = await directory.ask('POST', '/Groups', {
    body: { displayName: 'Engineering', members: [{ value: id }] },
  })
  const groupId = String(json['id'])
  const maker = await directory.maker()
  await mapDirectoryGroup(maker, { connectionId, groupId, roleIds: [tenant.role('Admin')] })
  for (let nth = 0; nth < 25; nth++) await directory.ask('GET', `/Users/${id}`)
  await directory.ask('GET', '/Users/unknown')
  const access = authorize(await directory.own.at(), 'read:organization_connections')
  const first = await getDirectory(access, { connectionId, before: null })
  expect(first.directory.sync).toMatchObject({
    users: 1,
    isWithinReach: true,
    maker: { isSelf: true },
    groups: [{ id: groupId, name: 'Engineering', members: 1, roles: [{ name: 'Admin' }] }],
  })
  expect(first.roles.map(({ name }) => name)).toContain('Admin')
  expect(first.requests).toHaveLength(25)
  expect(first.requests[0]).toMatchObject({ method: 'GET', resource: 'Users', name: null, status: 404 })
  expect(first.requests[1]).toMatchObject({
    method: 'GET',
    resource: 'Users',
    name: 'seen@here.test',
    status: 200,
  })
  expect(first.requests[0]?.occurredAt).toBeInstanceOf(Date)
  const next = await getDirectory(access, { connectionId, before: first.next })
  expect(next.next).toBeNull()
  expect(next.requests.map(({ method, name }) => [method, name])).toEqual([
    ['GET', 'seen@here.test'],
    ['POST', 'Engineering'],
    ['POST', 'seen@here.test'],
  ])
})

it('shows 25 groups a page by name, and goes on after the last of them', async () => {
  const other = await TestDirectory.open()
  const { organization, connectionId: id } = other
  const names = Array.from({ length: 26 }, (_, number) => `group ${String(number).padStart(2, '0')}`)
  const data = names.toReversed().map((name) => ({
    organizationId: organization.id,
    connectionId: id,
    id: newId('directoryGroup'),
    displayName: name,
    nameFolded: name,
  }))
  await other.tenant.write((tx) => tx.directoryGroup.createMany({ data }))
  const access = authorize(await other.own.at(), 'read:organization_connections')
  const page = async (groupsAfter: string | null) => {
    const { directory: found } = await getDirectory(access, { connectionId: id, before: null, groupsAfter })
    const { groups = [], nextGroups = null } = found.sync ?? {}
    return { names: groups.map(({ name }) => name), nextGroups }
  }
  const first = await page(null)
  expect(first.names).toEqual(names.slice(0, 25))
  expect(await page(first.nextGroups)).toEqual({ names: names.slice(25), nextGroups: null })
  // As if that group was deleted since.
  expect((await page('grp_unknown')).names).toEqual(first.names)
  // Of another organization’s directory.
  const groupId = (await directory.ask('GET', '/Groups')).json['Resources'] as { id: string }[]
  expect((await page(groupId[0]?.id ?? '')).names).toEqual(first.names)
})

it('says what the operator lets the organization do with the connection', async () => {
  const access = authorize(await directory.own.at(), 'read:organization_connections')
  const level = async () => (await getDirectory(access, { connectionId, before: null })).directory.accessLevel
  expect(await level()).toBe('full')
  await tenant.write((tx) =>
    tx.enabledConnection.updateMany({ where: { connectionId }, data: { accessLevel: 'readonly' } }),
  )
  expect(await level()).toBe('readonly')
})

it('is not found for another organization', async () => {
  const { there, stranger } = directory.own.fixture
  const access = authorize(await directory.own.at(there, stranger), 'read:organization_connections')
  expect(await refusalCode(getDirectory(access, { connectionId, before: null }))).toBe('not_found')
})
