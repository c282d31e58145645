import { expect, it } from 'vitest'
import { findPageContext } from '@/lib/domain/users/find-session'
import { elsewhere, limitNetworks, office } from '@/test/fixtures/organization-limits'
import { createTestTenant } from '@/test/fixtures/tenant'
import { withRequest } from './with-request'

it('a page is read from where its request comes, as admission has found it', async () => {
  const tenant = await createTestTenant()
  const owner = await tenant.createUser()
  const organization = await tenant.createOrganization({ owner })
  await limitNetworks(tenant, organization, [`${office}/32`])
  const refusalFrom = (headers: Record<string, string>) => {
    const incoming = { method: 'GET', url: '/', headers, remoteAddress: office }
    const reading = withRequest(
      incoming,
      () => findPageContext(owner.self, organization.slug),
      () => undefined,
    )
    return reading.then((found) => found?.entry?.refusal)
  }
  const answers = [
    refusalFrom({ 'x-foyer-ip': office }),
    refusalFrom({ 'x-foyer-ip': `::ffff:${office}` }),
    refusalFrom({ 'x-foyer-ip': elsewhere, 'x-forwarded-for': office }),
    refusalFrom({ 'x-forwarded-for': office, 'x-real-ip': office }),
  ]
  expect(await Promise.all(answers)).toEqual([null, null, 'network', 'network'])
})
