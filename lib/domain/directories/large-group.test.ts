import { expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { TestDirectory } from '@/test/fixtures/directory'
import { mapDirectoryGroup } from './map-directory-group'

const directory = await TestDirectory.open()
const { tenant, connectionId } = directory

/** A group of so many Viewers that are managed by the directory. */
async function createGroup(members: number): Promise<string> {
  const groupId = newId('directoryGroup')
  const { id: organizationId } = directory.organization
  await tenant.write(async (tx) => {
    const named = { displayName: groupId, nameFolded: groupId.toLowerCase() }
    await tx.directoryGroup.create({ data: { id: groupId, organizationId, connectionId, ...named } })
    await tx.$executeRaw`
      WITH made AS (
        INSERT INTO users (id, email, email_folded, name, name_folded, email_verified_at)
        SELECT format('usr_%s_%s', ${groupId}::text, n), format('%s.%s@here.test', lower(${groupId}::text), n),
          format('%s.%s@here.test', lower(${groupId}::text), n), 'Dora', 'dora', now()
        FROM generate_series(1, ${members}::int) n RETURNING id, email),
      joined AS (
        INSERT INTO members (organization_id, user_id) SELECT ${organizationId}, id FROM made RETURNING user_id),
      given AS (
        INSERT INTO member_roles (organization_id, user_id, role_id, usable_in)
        SELECT ${organizationId}, user_id, ${tenant.role('Viewer')}, '*' FROM joined),
      provisioned AS (
        INSERT INTO directory_users
          (id, organization_id, connection_id, user_id, user_name, user_name_folded, email_folded, attributes)
        SELECT id, ${organizationId}, ${connectionId}, id, email, email, email, '{}' FROM made RETURNING id)
      INSERT INTO directory_group_members (organization_id, group_id, directory_user_id)
      SELECT ${organizationId}, ${groupId}, id FROM provisioned`
  })
  return groupId
}

it.each([
  ['changes the roles of its members, who get an email each', 3, 3],
  ['of more than 1,000 members does so too, and no one gets an email', 1001, 0],
])('mapping a group %s', async (_title, members, emails) => {
  const groupId = await createGroup(members)
  const roleIds = [tenant.role('Admin')]
  await mapDirectoryGroup(await directory.maker(), { connectionId, groupId, roleIds })
  const of = { startsWith: `usr_${groupId}` }
  const [changed, events, mails] = await tenant.read((tx) =>
    Promise.all([
      tx.memberRole.count({ where: { userId: of, roleId: { in: roleIds } } }),
      tx.auditEvent.count({ where: { type: 'member.roles_changed', targetId: of } }),
      tx.mail.count({ where: { recipient: { startsWith: groupId.toLowerCase() } } }),
    ]),
  )
  expect([changed, events, mails]).toEqual([members, members, emails])
})
