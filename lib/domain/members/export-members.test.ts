import { expect, it } from 'vitest'
import { createTestTenant } from '@/test/fixtures/tenant'
import { exportMembers, type MembersExport } from './export-members'

it('gives all members that match in batches, in order, and records one event', async () => {
  const tenant = await createTestTenant()
  const owner = await tenant.createUser({ name: 'Zoë Owner' })
  const organization = await tenant.createOrganization({ owner })
  await tenant.write(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO users (tenant_id, id, email, email_folded, name, email_verified_at)
      SELECT ${tenant.tenantId}, 'usr_' || n, n || '@export.test', n || '@export.test', 'Person ' || n, now()
      FROM generate_series(100, 329) n`
    await tx.$executeRaw`
      INSERT INTO members (tenant_id, organization_id, user_id)
      SELECT ${tenant.tenantId}, ${organization.id}, 'usr_' || n FROM generate_series(100, 329) n`
  })
  const access = await tenant.accessTo(organization, owner, 'read:organization_members')
  async function exported(query: MembersExport) {
    const batches: string[][] = []
    for await (const rows of await exportMembers(access, query)) batches.push(rows.map(({ name }) => name))
    return batches
  }
  const all = await exported({ sort: 'name' })
  expect(all.map((batch) => batch.length)).toEqual([100, 100, 31])
  const names = all.flat()
  expect(new Set(names).size).toBe(231)
  expect([names[0], names[229], names[230]]).toEqual(['Person 100', 'Person 329', 'Zoë Owner'])
  expect(await exported({ sort: '-email', q: 'zoe', role: tenant.role('Owner') })).toEqual([['Zoë Owner']])
  const events = await tenant.read((tx) =>
    tx.auditEvent.findMany({ where: { type: 'member.list_exported' }, orderBy: { occurredAt: 'asc' } }),
  )
  expect(events).toMatchObject([
    { organizationId: organization.id, actorId: owner.id, details: { isFiltered: false } },
    { details: { isFiltered: true } },
  ])
})
