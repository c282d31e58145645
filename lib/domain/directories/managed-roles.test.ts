import { expect, it } from 'vitest'
import { authorize } from '@/lib/access'
import { TestDirectory } from '@/test/fixtures/directory'
import { refusalCode } from '@/test/fixtures/signed-out'
import { changeMemberRoles, replaceMemberRoles } from '../members/change-member-roles'
import { listMembers } from '../members/list-members'
import { mapDirectoryGroup } from './map-directory-group'

const directory = await TestDirectory.open()
const { tenant, organization, connectionId } = directory

async function mappedGroup(displayName: string, role: string, member?: string): Promise<void> {
  const members = member === undefined ? [] : [{ value: member }]
  const { json } = await directory.ask('POST', '/Groups', { body: { displayName, members } })
  const mapping = { connectionId, groupId: String(json['id']), roleIds: [tenant.role(role)] }
  await mapDirectoryGroup(await directory.maker(), mapping)
}

it('a role that none of a member’s own groups gives is removed in the portal, and not given again there', async () => {
  const person = await tenant.createUser({ email: 'before@here.test' })
  await tenant.addMember(organization, person, ['Admin', 'Member'])
  const { id, userId } = await directory.provision('before')
  await mappedGroup('Viewers', 'Viewer', id)
  await mappedGroup('Admins', 'Admin')
  const [admin, viewer, member] = ['Admin', 'Viewer', 'Member'].map((name) => tenant.role(name))
  if (!admin || !viewer || !member) throw new Error('No roles.')
  const access = await directory.maker()
  const managed = async () => {
    const { rows } = await listMembers(authorize(access, 'read:organization_members'), {
      include: 'details',
      take: 10,
      skip: 0,
    })
    return new Set(rows.find((row) => row.userId === userId)?.managedRoles)
  }
  expect(await managed()).toEqual(new Set([viewer]))
  const reading = authorize(access, 'read:organization_member_roles')
  for (const attempt of [
    () => changeMemberRoles(access, { userId, remove: [admin, viewer] }),
    () => replaceMemberRoles(reading, [{ userId, replace: [member] }]),
  ])
    expect(await refusalCode(attempt())).toBe('conflict')
  await changeMemberRoles(access, { userId, remove: [admin] })
  expect(await directory.rolesOf(userId)).toEqual(['Member', 'Viewer'])
  expect(await managed()).toEqual(new Set([admin, viewer]))
  expect(await refusalCode(changeMemberRoles(access, { userId, add: [admin] }))).toBe('conflict')
})
