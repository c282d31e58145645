import { afterAll, beforeAll, expect, it } from 'vitest'
import { createOperator } from '@/test/fixtures/operator'
import { OutboxFixture } from '@/test/fixtures/outbox'
import { createTestTenant } from '@/test/fixtures/tenant'
import { startFakeResend } from '@/test/fake-resend'
import { takeOwnDatabase } from '@/test/own-database'
import { updateEmailSender } from '@/lib/domain/email-sender/update-email-sender'
import { listLocalEmails } from './mailbox'
import { startOutbox } from './outbox'
import { explainProblem } from './refusal'
import { retryEmail } from './retry-email'

let outbox: OutboxFixture

beforeAll(async () => {
  await takeOwnDatabase()
  const resend = await startFakeResend()
  Object.assign(process.env, { FOYER_DEMO: 'off', RESEND_BASE_URL: resend.url })
  const tenant = await createTestTenant()
  outbox = new OutboxFixture(tenant, resend, await tenant.createUser({ name: 'Olga Owner' }))
  await startOutbox()
})
afterAll(() => outbox.close())

it('without a sender an email fails, its link is stored nowhere, and it is sent once there is one', async () => {
  const { to } = await outbox.createInvitationWithEmail(await outbox.organization())
  const row = await outbox.waitUntilDone(to)
  const nothing = { sentAt: null, providerId: null, draft: null, html: null, text: null, subject: null }
  expect(row).toMatchObject({ state: 'failed', attempts: 1, lastProblem: 'no_sender', ...nothing })
  expect(explainProblem(row.lastProblem ?? '')).toMatch(/^Email isn’t set up\./)
  expect(JSON.stringify(row)).not.toContain('/invitations/')
  expect(await listLocalEmails(outbox.tenant.tenantId)).toEqual([])

  const operator = await createOperator(outbox.tenant)
  const access = await outbox.tenant.tenantAccess(operator, 'update:email_provider')
  await updateEmailSender(access, { fromAddress: 'hello@mail.house.test', apiKey: 're_house_account' })
  await retryEmail(access, row.id)
  expect(await outbox.waitUntilDone(to)).toMatchObject({ state: 'sent', html: null })
  expect(outbox.deliveriesTo(to)).toHaveLength(1)
})
