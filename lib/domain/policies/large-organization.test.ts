import { beforeAll, expect, it } from 'vitest'
import { allBuffersRead } from '@/test/buffers-read'
import { asSuperuser, createLargeTenant, type LargeTenant } from '@/test/fixtures/large-tenant'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { countMembersWithoutFactor, listMembersWithoutFactor } from './list-members-without-factor'

/** Which few, and all, of 100,000 members have. */
const [rareWord, commonWord] = ['7777', 'house']

let large: LargeTenant

beforeAll(async () => {
  large = await createLargeTenant()
})

it('members without a second factor are looked for among a thousand at a time', async () => {
  const { tenant, organization } = large
  const owner = await tenant.createUser({ name: 'Ola Owner' })
  await tenant.addMember(organization, owner, ['Owner'])
  const thousand = await tenant.createOrganization({ owner })
  await tenant.write(
    (tx) => tx.$executeRaw`
      INSERT INTO members (tenant_id, organization_id, user_id)
      SELECT tenant_id, ${thousand.id}, user_id FROM members WHERE organization_id = ${organization.id}
      ORDER BY user_id LIMIT 999 ON CONFLICT DO NOTHING`,
  )
  await asSuperuser(async (client) => {
    await client.query(
      `INSERT INTO user_words (tenant_id, user_id, word)
       SELECT u.tenant_id, u.id, word
       FROM users u CROSS JOIN LATERAL unnest(ARRAY['tenant.test', split_part(u.email_folded, '@', 1)]) word
       WHERE u.tenant_id = $1 ON CONFLICT DO NOTHING`,
      [tenant.tenantId],
    )
    await client.query('ANALYZE user_words')
  })
  const work = async (at: TestOrganization) => {
    const access = await tenant.accessTo(
      at,
      owner,
      'update:organization_security',
      'read:organization_members',
    )
    await countMembersWithoutFactor(access)
    for (const q of ['', rareWord, commonWord]) await listMembersWithoutFactor(access, { q })
  }
  // A connection’s first use of a statement reads the catalogue.
  for (const at of [thousand, organization, thousand, organization]) await work(at)
  const among1000 = await allBuffersRead(() => work(thousand))
  expect(await allBuffersRead(() => work(organization))).toBeLessThan(1.5 * among1000 + 100)
})
