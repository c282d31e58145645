import { expect, it } from 'vitest'
import { createOperator } from '@/test/fixtures/operator'
import { createTestTenant } from '@/test/fixtures/tenant'
import { sendEmailTest } from './send-email-test'

it('sends a test email to the operator, five times an hour', async () => {
  const tenant = await createTestTenant()
  const operator = await createOperator(tenant)
  const access = await tenant.tenantAccess(operator, 'update:email_provider')
  const sends = await Promise.allSettled(Array.from({ length: 7 }, () => sendEmailTest(access)))
  const refused = sends.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(2)
  for (const send of refused) expect(send).toMatchObject({ reason: { code: 'too_many' } })
  const mails = await tenant.read((tx) =>
    tx.mail.findMany({ where: { template: 'sender_test' }, select: { recipient: true } }),
  )
  expect(mails.map(({ recipient }) => recipient)).toEqual(Array<string>(5).fill(operator.email))
})
