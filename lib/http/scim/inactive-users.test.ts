import { describe, expect, it } from 'vitest'
import { addTenantRoles } from '@/test/fixtures/builders'
import { TestDirectory } from '@/test/fixtures/directory'
import { scimUser } from '@/test/fixtures/scim-requests'

const directory = await TestDirectory.open()
const { tenant } = directory

async function eventsOf(userId: string): Promise<string[]> {
  const where = { targetId: userId }
  const events = await tenant.read((tx) => tx.auditEvent.findMany({ where, select: { type: true } }))
  return events.map(({ type }) => type).sort()
}

describe('POST /Users of someone who is inactive', () => {
  it('201: with a new account: a suspended member with the default role', async () => {
    const { userId } = await directory.provision('new', { active: false })
    expect((await directory.member(userId))?.suspendedAt).not.toBeNull()
    expect(await directory.rolesOf(userId)).toEqual(['Member'])
    const events = ['member.added', 'member.provisioned', 'member.suspended', 'user.created']
    expect(await eventsOf(userId)).toEqual(events)
  })

  it('201: with an account and no membership: the same', async () => {
    const person = await tenant.createUser({ email: 'later@here.test' })
    const { userId } = await directory.provision('later', { active: false })
    expect(userId).toBe(person.id)
    expect((await directory.member(userId))?.suspendedAt).not.toBeNull()
    expect(await eventsOf(userId)).toEqual(['member.added', 'member.provisioned', 'member.suspended'])
  })

  it('409: the last owner, who stays active', async () => {
    const other = await TestDirectory.open()
    const { owner } = other.own.fixture
    const given = { active: false, emails: [{ value: owner.email }] }
    await other.verifyDomain(owner.email.split('@')[1] ?? '')
    const { status } = await other.ask('POST', '/Users', { body: scimUser('last', given) })
    expect(status).toBe(409)
    expect((await other.member(owner.id))?.suspendedAt).toBeNull()
    expect(await other.tenant.read((tx) => tx.directoryUser.count())).toBe(0)
  })

  it('403: someone who inherits more permissions than directory sync runs with is not added', async () => {
    const person = await tenant.createUser({ email: 'powerful@here.test' })
    const { tenantId } = tenant
    await tenant.write(async (tx) => {
      await addTenantRoles(tx, { tenantId, userId: person.id, roles: ['Operator'] })
      const data = { inheritGlobalPermissionsInOrganizations: true }
      await tx.tenant.update({ where: { id: tenantId }, data })
    })
    const body = scimUser('powerful', { active: false })
    expect((await directory.ask('POST', '/Users', { body })).status).toBe(403)
    expect(await directory.member(person.id)).toBeNull()
  })
})
