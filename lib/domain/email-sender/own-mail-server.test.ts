import { beforeEach, describe, expect, it } from 'vitest'
import type { TenantAccess } from '@/lib/access'
import { createOperator, eventsOf } from '@/test/fixtures/operator'
import { createTestTenant, type TestTenant } from '@/test/fixtures/tenant'
import { canSendEmail, getEmailSender } from './email-sender'
import type { MailServerInput } from './mail-server-input'
import { openSenderSecret } from './sender-secret'
import { removeEmailAccount, updateEmailSender } from './update-email-sender'

const password = 'p:w d% of the server'
const server = { host: 'smtp.acme.test', port: 587, user: 'foyer', password }
const own = { fromAddress: 'hello@mail.acme.test', mailServer: server }

let tenant: TestTenant
let access: TenantAccess<'read:email_provider' | 'update:email_provider' | 'delete:email_provider'>

beforeEach(async () => {
  tenant = await createTestTenant()
  const needed = ['read:email_provider', 'update:email_provider', 'delete:email_provider'] as const
  access = await tenant.tenantAccess(await createOperator(tenant), ...needed)
})

async function row() {
  const [found] = await tenant.read((tx) => tx.emailSender.findMany({ where: { tenantId: tenant.tenantId } }))
  return found
}

it('a mail server is stored with a sealed password, which is in no answer and no event', async () => {
  await updateEmailSender(access, { ...own, mailServer: { ...server, host: ' SMTP.acme.test ' } })
  const found = await getEmailSender(access)
  expect(found).toMatchObject({
    apiKey: null,
    mailServer: { host: 'smtp.acme.test', port: 587, user: 'foyer' },
  })
  const events = await eventsOf(tenant, 'email_sender.changed')
  expect(events).toMatchObject([
    { details: { after: { smtpServer: 'smtp.acme.test:587', smtpUser: 'foyer', smtpPassword: 'set' } } },
  ])
  const stored = await row()
  expect(JSON.stringify([found, events, stored])).not.toContain('p:w')
  const sealed = stored?.sealedSmtpPassword ?? ''
  expect(await openSenderSecret(tenant.tenantId, 'smtpPassword', sealed)).toBe(password)
  expect(await openSenderSecret('another', 'smtpPassword', sealed)).toBeNull()
  expect(await canSendEmail(tenant.tenantId)).toBe(true)
})

it('the password stays for the same server and user, and goes to no other', async () => {
  await updateEmailSender(access, own)
  const { password: _, ...same } = server
  const before = await row()
  await updateEmailSender(access, { fromName: 'Acme Post', mailServer: same })
  expect(await row()).toMatchObject({ fromName: 'Acme Post', sealedSmtpPassword: before?.sealedSmtpPassword })
  const others: Partial<MailServerInput>[] = [{ host: 'smtp.attacker.test' }, { port: 2525 }, { user: 'x' }]
  for (const other of others)
    await expect(updateEmailSender(access, { mailServer: { ...same, ...other } })).rejects.toMatchObject({
      code: 'invalid',
      field: 'smtp_password',
    })
  expect((await row())?.smtpHost).toBe('smtp.acme.test')

  await updateEmailSender(access, { mailServer: { ...same, user: null } })
  expect(await row()).toMatchObject({ smtpUser: null, sealedSmtpPassword: null })
})

it('one account replaces the other, and both are removed with the address', async () => {
  await updateEmailSender(access, own)
  await updateEmailSender(access, { apiKey: 're_Q2f8vYhP_abcdefgh' })
  expect(await row()).toMatchObject({ smtpHost: null, smtpPort: null, sealedSmtpPassword: null })
  await updateEmailSender(access, {
    webhookSecret: `whsec_${Buffer.from('of the tenant, long').toString('base64')}`,
  })
  await updateEmailSender(access, { mailServer: server })
  expect(await row()).toMatchObject({ sealedApiKey: null, apiKeyEnd: null, sealedWebhookSecret: null })
  await removeEmailAccount(access)
  expect(await row()).toMatchObject({ fromAddress: null, smtpHost: null, sealedSmtpPassword: null })
})

describe('400', () => {
  it.each<[string, Partial<MailServerInput>, string]>([
    ['an empty host', { host: '' }, 'smtp_host'],
    ['a URL', { host: 'smtp://smtp.acme.test' }, 'smtp_host'],
    ['a host with a port', { host: 'smtp.acme.test:25' }, 'smtp_host'],
    ['a host with a line break', { host: 'smtp.acme.test\r\nX' }, 'smtp_host'],
    ['an address in another notation', { host: '0x7f.1' }, 'smtp_host'],
    ['a private address', { host: '10.0.0.1' }, 'smtp_host'],
    ['where clouds answer with credentials', { host: '169.254.169.254' }, 'smtp_host'],
    ['a name without a domain', { host: 'intranet' }, 'smtp_host'],
    ['port 0', { port: 0 }, 'smtp_port'],
    ['a port that is too large', { port: 70_000 }, 'smtp_port'],
    ['half a port', { port: 25.5 }, 'smtp_port'],
    ['a user with a line break', { user: 'foyer\r\nX' }, 'smtp_user'],
    ['a password without a user', { user: null }, 'smtp_user'],
    ['a user without a password', { password: undefined }, 'smtp_password'],
    ['a password with a control character', { password: 'a\u0000b' }, 'smtp_password'],
  ])('%s', async (_, part, field) => {
    const input = { ...own, mailServer: { ...server, ...part } }
    await expect(updateEmailSender(access, input)).rejects.toMatchObject({ code: 'invalid', field })
    expect(await row()).toBeUndefined()
  })

  it('a mail server without an address, or an address in the form of a server without one', async () => {
    await expect(updateEmailSender(access, { mailServer: server })).rejects.toMatchObject({
      field: 'from_address',
    })
    const { fromAddress } = own
    await expect(updateEmailSender(access, { fromAddress, provider: 'smtp' })).rejects.toMatchObject({
      field: 'smtp_host',
    })
    await updateEmailSender(access, own)
    await expect(updateEmailSender(access, { provider: 'resend' })).rejects.toMatchObject({
      field: 'api_key',
    })
  })
})
