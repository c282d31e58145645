import { beforeAll, expect, it } from 'vitest'
import { TestDirectory } from '@/test/fixtures/directory'
import { patchOf } from '@/test/fixtures/scim-requests'
import { refusalCode } from '@/test/fixtures/signed-out'
import type { TestUser } from '@/test/fixtures/tenant'
import { type OwnershipTransfer, transferOwnership } from '../members/transfer-ownership'
import { mapDirectoryGroup } from './map-directory-group'

const directory = await TestDirectory.open()
const { tenant, organization, connectionId } = directory
const { owner } = directory.own.fixture
const groups: Record<string, string> = {}
let managed: TestUser
let managedId: string
let manager: TestUser

/** The owner is not managed. One member is an owner by a group, and another is managed without any. */
beforeAll(async () => {
  manager = await tenant.createUser({ email: 'manager@here.test' })
  await tenant.addMember(organization, manager, ['Member'])
  const { id } = await directory.provision('manager')
  managed = await tenant.createUser({ email: 'managed@here.test', name: 'Maya Managed' })
  managedId = (await directory.provision('managed')).id
  await mapped('Viewers', 'Viewer')
  await mapped('Owners', 'Owner', id)
  expect(await directory.rolesOf(manager.id)).toEqual(['Member', 'Owner'])
})

async function mapped(displayName: string, role: string, member?: string): Promise<void> {
  const members = member === undefined ? [] : [{ value: member }]
  const { json } = await directory.ask('POST', '/Groups', { body: { displayName, members } })
  groups[displayName] = String(json['id'])
  const mapping = { connectionId, groupId: String(json['id']), roleIds: [tenant.role(role)] }
  await mapDirectoryGroup(await directory.maker(), mapping)
}

async function transfer(person: TestUser, to: string, then: OwnershipTransfer['then']): Promise<string> {
  const access = await tenant.accessTo(organization, person, 'create:organization_member_roles')
  return transferOwnership(access, { to, then })
}

it('takes no owner’s role that groups give, and gives none that groups decide about', async () => {
  const admin = { roleId: tenant.role('Admin') }
  for (const [why, attempt] of [
    ['the new owner would be one without a group', () => transfer(owner, managed.email, admin)],
    ['the new owner would be one without a group', () => transfer(owner, managed.email, 'leave')],
    ['the owner is one by a group', () => transfer(manager, owner.email, admin)],
  ] as const)
    expect(await refusalCode(attempt()), why).toBe('conflict')
  expect(await directory.rolesOf(managed.id)).toEqual(['Member'])
  expect(await directory.rolesOf(manager.id)).toEqual(['Member', 'Owner'])
  expect(await directory.rolesOf(owner.id)).toEqual(['Owner'])
})

it('passes to a managed member while no group decides about it, and the next sync leaves it', async () => {
  await mapDirectoryGroup(await directory.maker(), {
    connectionId,
    groupId: groups['Owners'] ?? '',
    roleIds: [],
  })
  const admin = { roleId: tenant.role('Admin') }
  expect(await transfer(owner, managed.email, admin)).toBe('Maya Managed')
  // A group decides who has the role that they would keep.
  const back = transfer(managed, owner.email, { roleId: tenant.role('Viewer') })
  expect(await refusalCode(back)).toBe('conflict')
  const add = { op: 'add', path: 'members', value: [{ value: managedId }] }
  const answer = await directory.ask('PATCH', `/Groups/${groups['Viewers']}`, { body: patchOf(add) })
  expect(answer.status).toBe(200)
  expect(await directory.rolesOf(managed.id)).toEqual(['Member', 'Owner', 'Viewer'])
  expect(await directory.rolesOf(owner.id)).toEqual(['Admin'])
})
