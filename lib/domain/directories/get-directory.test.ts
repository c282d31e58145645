import { afterAll, expect, it } from 'vitest'
import { authorize } from '@/lib/access'
import { disconnect } from '@/lib/db/prisma'
import { TestDirectory } from '@/test/fixtures/directory'
import { refusalCode } from '@/test/fixtures/signed-out'
import { getDirectory } from './get-directory'
import { mapDirectoryGroup } from './map-directory-group'

afterAll(disconnect)

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

it('is not found for another organization', async () => {
  const { there, stranger } = directory.own.world
  const access = authorize(await directory.own.at(there, stranger), 'read:organization_connections')
  expect(await refusalCode(getDirectory(access, { connectionId, before: null }))).toBe('not_found')
})
