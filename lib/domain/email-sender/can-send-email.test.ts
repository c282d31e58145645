import { beforeAll, expect, it } from 'vitest'
import { createOperator } from '@/test/fixtures/operator'
import { createTestTenant, type TestTenant } from '@/test/fixtures/tenant'
import { emailAddress } from '../text/email-address'
import { requestEmailChange } from '../users/change-email'
import { requestPasswordReset } from '../users/reset-password'
import { requestSignInEmail } from '../users/sign-in-with-email'
import { signUp } from '../users/sign-up'
import { canSendEmail } from './email-sender'
import { updateEmailSender } from './update-email-sender'

let tenant: TestTenant

beforeAll(async () => {
  process.env['FOYER_DEMO'] = 'off'
  tenant = await createTestTenant()
})

function countRows(): Promise<number[]> {
  const where = { tenantId: tenant.tenantId }
  return tenant.read(async (tx) => [await tx.emailProof.count({ where }), await tx.mail.count({ where })])
}

it('without a sender, a request for an email is refused and writes nothing, until the tenant has its own', async () => {
  const { tenantId } = tenant
  const person = await tenant.createUser()
  const address = emailAddress.parse('new@house.test')
  const requests = [
    () => requestSignInEmail(tenantId, { address }),
    () => requestPasswordReset(tenantId, { address }),
    () => signUp(tenantId, { name: 'Pat', address, password: 'a long way to the door' }),
    () => requestEmailChange(person.self, address),
  ]
  expect(await canSendEmail(tenantId)).toBe(false)
  for (const request of requests)
    await expect(request()).rejects.toMatchObject({
      code: 'no_email_sender',
      message: expect.stringMatching(/^Email isn’t set up here yet/) as string,
    })
  expect(await countRows()).toEqual([0, 0])

  const access = await tenant.tenantAccess(await createOperator(tenant), 'update:email_provider')
  await updateEmailSender(access, { fromAddress: 'hello@mail.house.test', apiKey: 're_house_account' })
  expect(await canSendEmail(tenantId)).toBe(true)
  for (const request of requests) await request()
  expect(await countRows()).toEqual([4, 4])
})
