import { beforeAll, describe, expect, it } from 'vitest'
import { authorize } from '@/lib/access'
import { allBuffersRead } from '@/test/buffers-read'
import { addDomain, createConnection, enableConnection } from '@/test/fixtures/builders'
import { atProvider } from '@/test/fixtures/connections'
import { asSuperuser, createLargeTenant } from '@/test/fixtures/large-tenant'
import type { TestOrganization, TestTenant, TestUser } from '@/test/fixtures/tenant'
import { getDirectory } from '../directories/get-directory'
import { getOwnConnection, listMembersConcerned } from './own-connection'
import { getEnabledConnection } from './organization-connection'

let tenant: TestTenant
let owner: TestUser
let large: TestOrganization
let thousand: TestOrganization
/** Of each organization. */
const connections = new Map<string, string>()

beforeAll(async () => {
  const made = await createLargeTenant()
  tenant = made.tenant
  large = made.organization
  owner = await tenant.createUser({ name: 'Ola Owner' })
  await tenant.addMember(large, owner, ['Owner'])
  thousand = await tenant.createOrganization({ owner })
  await tenant.write(
    (tx) => tx.$executeRaw`
      INSERT INTO members (tenant_id, organization_id, user_id)
      SELECT tenant_id, ${thousand.id}, user_id FROM members WHERE organization_id = ${large.id}
      ORDER BY user_id LIMIT 1010 ON CONFLICT DO NOTHING`,
  )
  await addSignIns(tenant.connection('password'))
  connections.set(thousand.id, await addProvider(thousand, 'dus_g'))
  connections.set(large.id, await addProvider(large, 'dus_05'))
  await asSuperuser(async (client) => {
    await client.query('VACUUM ANALYZE')
  })
})

/** A password of each user, and a session by it of every second. */
function addSignIns(connectionId: string): Promise<void> {
  return asSuperuser(async (client) => {
    await client.query(
      `INSERT INTO identities (tenant_id, id, user_id, connection_id, subject)
       SELECT u.tenant_id, 'idn_' || md5(u.id), u.id, $2, u.id FROM users u WHERE u.tenant_id = $1
       ON CONFLICT DO NOTHING`,
      [tenant.tenantId, connectionId],
    )
    await client.query(
      `INSERT INTO sessions (tenant_id, id, user_id, connection_id, amr, expires_at)
       SELECT u.tenant_id, 'ses_' || md5(u.id), u.id, $2, '{pwd}', now() + interval '1 day'
       FROM users u WHERE u.tenant_id = $1 AND u.id LIKE '%1' ON CONFLICT DO NOTHING`,
      [tenant.tenantId, connectionId],
    )
  })
}

/** Of nearly all users. An organization alone can have it. */
function verifyDomain({ id: organizationId }: TestOrganization): Promise<unknown> {
  const domain = 'tenant.test'
  return tenant.write(async (tx) => {
    await tx.discoveryDomain.deleteMany({ where: { domain } })
    await addDomain(tx, { organizationId, domain, isVerified: true })
  })
}

/** With directory sync and 30 groups, in each of which are the users with ids below that. */
async function addProvider({ id: organizationId }: TestOrganization, below: string): Promise<string> {
  const connectionId = await tenant.write(async (tx) => {
    const id = await createConnection(tx, { ...atProvider(), organizationId })
    await enableConnection(tx, { organizationId, connectionId: id })
    await tx.directory.create({
      data: { organizationId, connectionId: id, makerUserId: owner.id, makerHeld: [] },
    })
    return id
  })
  const here = [tenant.tenantId, organizationId, connectionId]
  await asSuperuser(async (client) => {
    await client.query(
      `INSERT INTO directory_users (tenant_id, organization_id, connection_id, id, user_id, user_name, user_name_folded,
         email_folded, attributes)
       SELECT m.tenant_id, m.organization_id, $3, 'dus_' || md5(m.user_id), m.user_id, m.user_id, m.user_id, m.user_id, '{}'
       FROM members m WHERE m.tenant_id = $1 AND m.organization_id = $2`,
      here,
    )
    await client.query(
      `INSERT INTO directory_groups (tenant_id, organization_id, connection_id, id, display_name, name_folded)
       SELECT $1, $2, $3, 'grp_' || n, 'Group ' || n, 'group ' || n FROM generate_series(1, 30) n`,
      here,
    )
    await client.query(
      `INSERT INTO directory_group_members (tenant_id, organization_id, group_id, directory_user_id)
       SELECT u.tenant_id, u.organization_id, 'grp_' || n, u.id FROM directory_users u, generate_series(1, 30) n
       WHERE u.tenant_id = $1 AND u.organization_id = $2 AND u.connection_id = $3 AND u.id < $4`,
      [...here, below],
    )
  })
  return connectionId
}

const pages: Record<string, (at: TestOrganization, id: string) => Promise<unknown>> = {
  'a provider of the organization': async (at, id) => {
    const found = await getOwnConnection(await reader(at), id)
    expect(found.examined).toBe(1_000)
  },
  'a sign-in method': async (at) => {
    const found = await getEnabledConnection(await reader(at), tenant.connection('password'))
    expect(found.examined).toBe(1_000)
  },
  'the members that a required provider concerns': async (at, connectionId) => {
    const access = authorize(await reader(at), 'read:organization_connections', 'read:organization_members')
    const { people } = await listMembersConcerned(access, { connectionId, after: '' })
    expect(people).toHaveLength(25)
  },
  'a directory': async (at, connectionId) => {
    const { directory } = await getDirectory(await reader(at), { connectionId, before: null })
    expect(directory.sync).toMatchObject({ users: 1_001, groups: { length: 25 } })
    expect(directory.sync?.groups[0]?.members).toBe(1_001)
  },
}

function reader(at: TestOrganization) {
  return tenant.accessTo(at, owner, 'read:organization_connections', 'read:organization_members')
}

/** Otherwise both would read much. */
const mostBuffers = 30_000

describe('among 100,000 members', () => {
  it.each(Object.entries(pages))('the page of %s reads as much as among a thousand', async (_, open) => {
    const read = async (at: TestOrganization) => {
      await verifyDomain(at)
      const work = () => open(at, connections.get(at.id) ?? '')
      // A connection’s first use of a statement reads the catalogue.
      await work()
      await work()
      return allBuffersRead(work)
    }
    const among1000 = await read(thousand)
    const among100000 = await read(large)
    expect(among1000).toBeLessThan(mostBuffers)
    expect(among100000, `${among1000} among a thousand`).toBeLessThan(1.5 * among1000 + 100)
  })
})
