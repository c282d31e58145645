import { expect, it } from 'vitest'
import { buffersRead } from '@/test/buffers-read'
import { asSuperuser } from '@/test/fixtures/large-tenant'
import { createTestTenant } from '@/test/fixtures/tenant'
import { listInvitations } from './list-invitations'

const tenant = await createTestTenant()
const owner = await tenant.createUser()
const organization = await tenant.createOrganization({ owner })
const openInvitations = {
  include: 'details',
  states: ['pending', 'expired'],
  isOpenOrResendable: true,
  take: 25,
  skip: 0,
  countAtMost: 100,
} as const

await tenant.write(
  (tx) => tx.$executeRaw`
    INSERT INTO invitations (organization_id, id, email, email_folded, inviter_user_id, inviter_name, inviter_held,
      offered_roles, offered_role_ids, sent_at, expires_at)
    SELECT ${organization.id}, 'inv_together' || n, n || '@invited.test', n || '@invited.test', ${owner.id}, 'Owner', '{}',
      '{Member}', ARRAY[${tenant.role('Member')}], now(), now() + interval '7 days'
    FROM generate_series(1, 10000) n`,
)

// Without statistics of these rows, the planner expects each index to cost the same.
await asSuperuser(async (client) => void (await client.query('ANALYZE invitations')))

it('reads only the rows of a page and of its count where thousands were sent at the same moment', async () => {
  const access = await tenant.accessTo(organization, owner, 'read:organization_invitations')
  const list = () => listInvitations(access, openInvitations)
  const { rows } = await list()
  const addresses = rows.map(({ email }) => email)
  expect(addresses).toHaveLength(25)
  expect(addresses).toEqual(addresses.toSorted())
  expect(await buffersRead(/head\.missing/, list)).toBeLessThan(400)
})
