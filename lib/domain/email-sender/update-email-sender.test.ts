import { beforeAll, describe, expect, it } from 'vitest'
import type { TenantAccess } from '@/lib/access'
import { createOperator, eventsOf } from '@/test/fixtures/operator'
import { createTestTenant, type TestTenant } from '@/test/fixtures/tenant'
import { newId } from '@/lib/ids'
import { getTenantSetup } from '../tenants/get-tenant-setup'
import { getEmailSender } from './email-sender'
import { type EmailSenderUpdate, removeEmailAccount, updateEmailSender } from './update-email-sender'

const apiKey = 're_Q2f8vYhP_abcdefgh'
const webhookSecret = `whsec_${Buffer.from('known to Resend and one tenant').toString('base64')}`
const own = { fromAddress: 'hello@mail.acme.test', apiKey }
const none = {
  fromName: null,
  fromAddress: null,
  replyTo: null,
  apiKey: null,
  mailServer: null,
  webhookSecret: null,
}

let tenant: TestTenant
let access: TenantAccess<'read:email_provider' | 'update:email_provider' | 'delete:email_provider'>

beforeAll(async () => {
  tenant = await createTestTenant()
  access = await accessTo(tenant)
})

async function accessTo(to: TestTenant) {
  const needed = ['read:email_provider', 'update:email_provider', 'delete:email_provider'] as const
  return to.tenantAccess(await createOperator(to), ...needed)
}

function rows(of: TestTenant) {
  return of.read((tx) => tx.emailSender.findMany({ where: { tenantId: of.tenantId } }))
}

it('sets a sender, shows of its secrets the ends only, and removes its account', async () => {
  const input = { ...own, fromName: 'Acme Post', replyTo: 'help@acme.test', webhookSecret }
  await updateEmailSender(access, input)
  const found = await getEmailSender(access)
  expect(found).toMatchObject({
    fromName: 'Acme Post',
    fromAddress: 'hello@mail.acme.test',
    replyTo: 'help@acme.test',
    apiKey: { end: 'efgh' },
    webhookSecret: { end: webhookSecret.slice(-4) },
  })
  const events = await eventsOf(tenant, 'email_sender.changed')
  expect(events).toMatchObject([{ details: { after: { apiKey: 'set', webhookSecret: 'set' } } }])
  const stored = JSON.stringify([found, events, await rows(tenant)])
  expect(stored).not.toContain(apiKey)
  expect(stored).not.toContain(webhookSecret)

  await updateEmailSender(access, { apiKey: 're_another0key', replyTo: null, webhookSecret: null })
  expect(await getEmailSender(access)).toMatchObject({
    replyTo: null,
    apiKey: { end: '0key' },
    webhookSecret: null,
  })
  await updateEmailSender(access, { fromName: 'Acme Post', webhookSecret: null })
  await removeEmailAccount(access)
  expect(await getEmailSender(access)).toEqual({ ...none, fromName: 'Acme Post' })
  await expect(removeEmailAccount(access)).rejects.toMatchObject({ code: 'not_found' })
  expect((await eventsOf(tenant, 'email_sender.changed')).map(({ details }) => details)).toMatchObject([
    {},
    { before: { apiKey: 'set', webhookSecret: 'set' }, after: { apiKey: 'replaced', webhookSecret: 'none' } },
    { before: { apiKey: 'set' }, after: { apiKey: 'none', fromAddress: null } },
  ])
})

it('the sender is set up once the tenant has an API key that Resend does not refuse', async () => {
  const made = await createTestTenant()
  const logs = await made.tenantAccess(await createOperator(made), 'read:logs')
  const isSetUp = async () => (await getTenantSetup(logs)).hasEmailSender
  await updateEmailSender(await accessTo(made), { fromName: 'Acme' })
  expect(await isSetUp()).toBe(false)
  await updateEmailSender(await accessTo(made), own)
  expect(await isSetUp()).toBe(true)
  const waiting = { id: newId('mail'), recipient: 'nia@invited.test', template: 'invitation', payload: {} }
  const lastProblem = '403 validation_error: The mail.acme.test domain is not verified.'
  await made.write((tx) => tx.mail.create({ data: { ...waiting, lastProblem } }))
  expect(await isSetUp()).toBe(false)
})

describe('400', () => {
  const name = 'Acme'
  it.each<[string, EmailSenderUpdate, string]>([
    ['an address without an API key', { fromAddress: 'a@acme.test' }, 'api_key'],
    ['an API key without an address', { apiKey }, 'from_address'],
    ['a signing secret without an API key', { webhookSecret }, 'webhook_secret'],
    ['a key that is not Resend’s', { ...own, apiKey: 'sk_live_12345678' }, 'api_key'],
    ['a key with a line break', { ...own, apiKey: `${apiKey}\r\nX-Other: 1` }, 'api_key'],
    ['a signing secret that is none', { ...own, webhookSecret: 'whsec_%' }, 'webhook_secret'],
    ['an empty signing key', { ...own, webhookSecret: 'whsec_' }, 'webhook_secret'],
    [
      'an address with a header',
      { ...own, fromAddress: 'a@acme.test\r\nBcc: b@attacker.test' },
      'from_address',
    ],
    ['two addresses', { ...own, fromAddress: 'a@acme.test, b@attacker.test' }, 'from_address'],
    ['an address with a name', { ...own, fromAddress: 'Bank <a@acme.test>' }, 'from_address'],
    ['an address without a domain', { ...own, fromAddress: 'a@localhost' }, 'from_address'],
    ['a reply-to with a header', { replyTo: 'a@acme.test\nBcc: b@attacker.test' }, 'reply_to'],
    ['a name with a header', { fromName: `${name}\r\nBcc: b@attacker.test` }, 'from_name'],
    ['a name with an address', { fromName: `${name}" <b@attacker.test>` }, 'from_name'],
    ['a name that turns the text around', { fromName: `${name}\u202e` }, 'from_name'],
    ['a name that is too long', { fromName: 'n'.repeat(41) }, 'from_name'],
  ])('%s', async (_, input, field) => {
    const fresh = await emptied()
    await expect(updateEmailSender(fresh.access, input)).rejects.toMatchObject({ code: 'invalid', field })
    expect(await rows(fresh.tenant)).toEqual([])
  })

  let other: { tenant: TestTenant; access: typeof access } | undefined
  async function emptied() {
    if (other) return other
    const made = await createTestTenant()
    return (other = { tenant: made, access: await accessTo(made) })
  }

  it('an address that is removed while its API key stays', async () => {
    const { access: fresh } = await emptied()
    await updateEmailSender(fresh, own)
    const removed = updateEmailSender(fresh, { fromAddress: null })
    await expect(removed).rejects.toMatchObject({ field: 'from_address' })
    // Of another tenant nothing is seen.
    expect((await getEmailSender(access)).apiKey).toBeNull()
  })
})
