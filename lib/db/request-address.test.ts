import { beforeAll, describe, expect, it } from 'vitest'
import { at, elsewhere, limitNetworks, office } from '@/test/fixtures/organization-limits'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { findAccount } from '../domain/tokens/find-account'
import { findPageContext } from '../domain/users/find-session'
import { prisma } from './prisma'
import { bypassRowSecurity, read } from './transaction'

let tenant: TestTenant
let owner: TestUser

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser()
})

const sql = 'SELECT host(foyer.request_address()) AS address'

async function addressIn(access: Parameters<typeof read>[0]): Promise<unknown> {
  const [row] = await read(access, (tx) => tx.$queryRawUnsafe<{ address: unknown }[]>(sql))
  return row?.address
}

describe('the address of the request', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8::9', '2001:db8::9'],
    ['unknown', null],
    ['server', null],
    ["'; DROP TABLE users", null],
  ])('%s is known to a transaction as %s, for every kind of access', async (ip, address) => {
    for (const access of [owner.self, bypassRowSecurity('a test reads', tenant.tenantId)])
      expect(await at(ip, () => addressIn(access))).toBe(address)
  })

  it('ends with the transaction or the statement, also on the same connection', async () => {
    const system = bypassRowSecurity('a test reads', tenant.tenantId)
    const organization = await tenant.createOrganization({ owner })
    await at(office, () => addressIn(system))
    await at(office, () => findPageContext(owner.self, organization.slug))
    const left = await Promise.all(
      Array.from({ length: 20 }, () => prisma().$queryRawUnsafe<{ address: unknown }[]>(sql)),
    )
    expect(left.flat().map(({ address }) => address)).toEqual(left.map(() => null))
    expect(await addressIn(system)).toBeNull()
  })

  it('is known where a page and a token are asked for, in the same statement', async () => {
    const organization = await tenant.createOrganization({ owner })
    await limitNetworks(tenant, organization, [`${office}/32`])
    const { slug, id: organizationId } = organization
    const entryFrom = async (ip: string) =>
      (await at(ip, () => findPageContext(owner.self, slug)))?.entry?.refusal
    expect(await entryFrom(elsewhere)).toBe('network')
    expect(await entryFrom(office)).toBeNull()
    const as = {
      userId: owner.id,
      connectionId: tenant.connection('password'),
      since: new Date(),
      sessionId: owner.sessionId,
      clientId: '',
      organizationId,
    }
    const accountFrom = async (ip: string, isFromServer = false) =>
      (await at(ip, () => findAccount(tenant.tenantId, { ...as, isFromServer }))).refusal
    expect(await accountFrom(elsewhere)).toBe('network')
    expect(await accountFrom('server')).toBe('network')
    expect(await accountFrom(office)).not.toBe('network')
    expect(await accountFrom(elsewhere, true)).not.toBe('network')
  })
})
