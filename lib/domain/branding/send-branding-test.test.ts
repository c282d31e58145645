import { expect, it } from 'vitest'
import { createTestTenant } from '@/test/fixtures/tenant'
import { sendBrandingTest } from './send-branding-test'

it('goes to the caller, five times an hour', async () => {
  const tenant = await createTestTenant()
  const owner = await tenant.createUser()
  const organization = await tenant.createOrganization({ owner })
  const access = await tenant.accessTo(organization, owner, 'update:organizations')
  const sends = await Promise.allSettled(Array.from({ length: 8 }, () => sendBrandingTest(access)))
  const refused = sends.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(3)
  for (const send of refused) expect(send).toMatchObject({ reason: { code: 'too_many' } })
  const mails = await tenant.read((tx) =>
    tx.mail.findMany({ where: { template: 'branding_test' }, select: { recipient: true } }),
  )
  expect(mails.map(({ recipient }) => recipient)).toEqual(Array<string>(5).fill(owner.email))
})
