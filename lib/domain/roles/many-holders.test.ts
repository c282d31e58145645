import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { refusal } from '@/test/own-roles'
import { makeRoleDesk, type Edit, type RoleDesk } from '@/test/role-desk'
import { getRole } from './get-role'

const many = 2000
let desk: RoleDesk
let role: Edit

beforeAll(async () => {
  desk = await makeRoleDesk('update:organization_roles')
  const { room, place } = desk
  const { tenantId } = room.house
  role = await desk.made(...room.documents('read'))
  await room.house.arrange(async (tx) => {
    await tx.$executeRaw`SET LOCAL statement_timeout = '30s'`
    await tx.$executeRaw`
      INSERT INTO users (tenant_id, id, email, email_folded, email_verified_at, name, updated_at)
      SELECT ${tenantId}, 'auth0|c' || n, 'p' || n || '@crowd.test', 'p' || n || '@crowd.test', now(), 'P' || n, now()
      FROM generate_series(1, ${many}::int) n`
    await tx.$executeRaw`
      INSERT INTO members (tenant_id, organization_id, user_id)
      SELECT ${tenantId}, ${place.id}, 'auth0|c' || n FROM generate_series(1, ${many}::int) n`
    await tx.$executeRaw`
      INSERT INTO member_roles (tenant_id, organization_id, user_id, role_id, usable_in)
      SELECT ${tenantId}, ${place.id}, 'auth0|c' || n, ${role.roleId}, ${place.id}
      FROM generate_series(1, ${many}::int) n`
  })
  const client = new pg.Client({ connectionString: process.env['MIGRATION_DATABASE_URL'] })
  await client.connect()
  await client.query('ANALYZE users, members, member_roles')
  await client.end()
})
afterAll(disconnect)

describe('a role that thousands hold', () => {
  it('is looked at, reviewed and changed like any other', async () => {
    const { room, place, owner } = desk
    const access = await room.house.accessTo(place, owner, 'read:organization_roles')
    const found = await getRole(access, role.roleId)
    expect(found).toMatchObject({ holderCount: many, soleHolders: many, mayTake: true })
    expect(found.holders).toHaveLength(25)
    expect(await desk.save({ ...role, permissions: room.documents('write') })).toEqual({ name: role.name })
  })

  it('also where the tenant’s permissions are inherited, and one of them has more so', async () => {
    const { room, keeper } = desk
    await room.house.arrange((tx) =>
      tx.tenant.updateMany({
        where: { id: room.house.tenantId },
        data: { inheritGlobalPermissionsInOrganizations: true },
      }),
    )
    await desk.save({ ...role, permissions: [] }, keeper)
    await room.house.arrange((tx) =>
      tx.userPermission.createMany({
        data: room.portal('admin:organizations', 'delete:organizations').map((ref) => ({
          ...{ ...ref, userId: 'auth0|c7' },
        })),
      }),
    )
    await desk.save({ ...role, permissions: room.documents('read') }, keeper)
    const taking = desk.review({ ...role, permissions: [] }, keeper)
    expect(await refusal(taking)).toBe('not_yours_to_give')
  })
})
