import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { refusal } from '@/test/fixtures/organization-roles'
import { prepareRoleEditing, type Edit, type RoleEditing } from '@/test/fixtures/role-editing'
import { mostCounted } from '../bounded-count'
import { getRole } from './get-role'

const many = 2000
let editing: RoleEditing
let role: Edit

beforeAll(async () => {
  editing = await prepareRoleEditing('update:organization_roles')
  const { roleTenant, organization } = editing
  const { tenantId } = roleTenant.tenant
  role = await editing.createRole(...roleTenant.documents('read'))
  await roleTenant.tenant.write(async (tx) => {
    await tx.$executeRaw`SET LOCAL statement_timeout = '30s'`
    await tx.$executeRaw`
      INSERT INTO users (tenant_id, id, email, email_folded, email_verified_at, name, updated_at)
      SELECT ${tenantId}, 'auth0|c' || n, 'p' || n || '@large.test', 'p' || n || '@large.test', now(), 'P' || n, now()
      FROM generate_series(1, ${many}::int) n`
    await tx.$executeRaw`
      INSERT INTO members (tenant_id, organization_id, user_id)
      SELECT ${tenantId}, ${organization.id}, 'auth0|c' || n FROM generate_series(1, ${many}::int) n`
    await tx.$executeRaw`
      INSERT INTO member_roles (tenant_id, organization_id, user_id, role_id, usable_in)
      SELECT ${tenantId}, ${organization.id}, 'auth0|c' || n, ${role.roleId}, ${organization.id}
      FROM generate_series(1, ${many}::int) n`
  })
  const client = new pg.Client({ connectionString: process.env['MIGRATION_DATABASE_URL'] })
  await client.connect()
  await client.query('ANALYZE users, members, member_roles')
  await client.end()
})

describe('a role that thousands hold', () => {
  it('is looked at, reviewed and changed like any other', async () => {
    const { roleTenant, organization, owner } = editing
    const access = await roleTenant.tenant.accessTo(organization, owner, 'read:organization_roles')
    const found = await getRole(access, role.roleId)
    expect(found).toMatchObject({
      holderCount: mostCounted + 1,
      soleHolders: mostCounted + 1,
      mayRemove: true,
    })
    expect(found.holders).toHaveLength(25)
    expect(await editing.save({ ...role, permissions: roleTenant.documents('write') })).toEqual({
      name: role.name,
    })
  })

  it('also where the tenant’s permissions are inherited, and one of them has more so', async () => {
    const { roleTenant, manager } = editing
    await roleTenant.tenant.write((tx) =>
      tx.tenant.updateMany({
        where: { id: roleTenant.tenant.tenantId },
        data: { inheritGlobalPermissionsInOrganizations: true },
      }),
    )
    await editing.save({ ...role, permissions: [] }, manager)
    await roleTenant.tenant.write((tx) =>
      tx.userPermission.createMany({
        data: roleTenant.portal('admin:organizations', 'delete:organizations').map((ref) => ({
          ...ref,
          userId: 'auth0|c7',
        })),
      }),
    )
    await editing.save({ ...role, permissions: roleTenant.documents('read') }, manager)
    const taking = editing.review({ ...role, permissions: [] }, manager)
    expect(await refusal(taking)).toBe('not_yours_to_give')
  })
})
