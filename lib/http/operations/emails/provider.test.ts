import { beforeEach, describe, expect, it } from 'vitest'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { sendInVain, type Request } from '@/test/expect-refusals'

let api: Api
let operator: ApiCaller

const password = 'p:w of the server'
const server = { smtp_host: 'smtp.acme.test', smtp_port: 587, smtp_user: 'foyer' }
const provider = {
  name: 'smtp',
  enabled: true,
  default_from_address: 'hello@mail.acme.test',
  credentials: { ...server, smtp_pass: password },
}
const shown = { ...provider, credentials: server, settings: {} }
const absent = {
  statusCode: 404,
  error: 'Not Found',
  message: 'There is not a configured email provider',
  errorCode: 'inexistent_email_provider',
}

beforeEach(async () => {
  api = await startApi()
  operator = await api.asMachine([
    ...(['read:email_provider', 'create:email_provider'] as const),
    ...(['update:email_provider', 'delete:email_provider'] as const),
  ])
})

function written() {
  const { tenantId } = api.tenant
  return api.tenant.read(async (tx) => ({
    senders: await tx.emailSender.findMany({ where: { tenantId } }),
    events: await tx.auditEvent.count({ where: { tenantId } }),
  }))
}

function refused(...request: Request) {
  return sendInVain(operator, request, written)
}

describe('POST /emails/provider', () => {
  it('201: a mail server, without its password', async () => {
    const { status, json, text } = await operator.send('POST', 'emails/provider', provider)
    expect([status, json]).toEqual([201, shown])
    expect(text).not.toContain('p:w')
    expect((await operator.get('emails/provider')).json).toEqual(shown)
    expect(JSON.stringify(await written())).not.toContain('p:w')
  })
  it('201: an account at Resend', async () => {
    const resend = { ...provider, name: 'resend', credentials: { api_key: 're_Q2f8vYhP_abcdefgh' } }
    const { status, json } = await operator.send('POST', 'emails/provider', resend)
    expect([status, json]).toEqual([201, { ...resend, credentials: {}, settings: {} }])
  })
  it.each<[string, object]>([
    ['another provider', { name: 'sendgrid' }],
    ['one that is not enabled', { enabled: false }],
    ['no address', { default_from_address: undefined }],
    ['an address that is none', { default_from_address: 'Acme' }],
    ['no host', { credentials: { ...provider.credentials, smtp_host: undefined } }],
    ['a private host', { credentials: { ...provider.credentials, smtp_host: '10.0.0.1' } }],
    ['a user without a password', { credentials: server }],
    ['an API key for a mail server', { credentials: { api_key: 're_Q2f8vYhP_abcdefgh' } }],
    ['a host for Resend', { name: 'resend' }],
    ['settings', { settings: { headers: { 'X-SES-Configuration-Set': 'x' } } }],
  ])('400: %s', async (_, part) => {
    const { status, json } = await refused('POST', 'emails/provider', { ...provider, ...part })
    expect([status, json['errorCode']]).toEqual([400, 'invalid_body'])
  })
  it('409: there is one', async () => {
    await operator.send('POST', 'emails/provider', provider)
    expect((await refused('POST', 'emails/provider', provider)).status).toBe(409)
  })
})

describe('GET /emails/provider', () => {
  it('404: when none is configured', async () => {
    expect((await operator.get('emails/provider')).json).toEqual(absent)
  })
})

describe('PATCH /emails/provider', () => {
  it('200: changes the address and keeps the password', async () => {
    await operator.send('POST', 'emails/provider', provider)
    const { senders: before } = await written()
    const change = { ...shown, default_from_address: 'other@mail.acme.test' }
    expect((await operator.send('PATCH', 'emails/provider', change)).json).toEqual(change)
    const { senders: after } = await written()
    expect(after[0]?.sealedSmtpPassword).toBe(before[0]?.sealedSmtpPassword)
    expect(after[0]?.sealedSmtpPassword).toBeTruthy()
  })
  it('200: replaces the provider', async () => {
    await operator.send('POST', 'emails/provider', provider)
    const resend = { name: 'resend', credentials: { api_key: 're_Q2f8vYhP_abcdefgh' } }
    const { json } = await operator.send('PATCH', 'emails/provider', resend)
    expect(json).toEqual({ ...shown, name: 'resend', credentials: {} })
  })
  it.each<[string, object]>([
    ['another host without the password again', { credentials: { ...server, smtp_host: 'smtp.other.test' } }],
    ['another provider without credentials', { name: 'resend' }],
    ['one that is not enabled', { enabled: false }],
  ])('400: %s', async (_, body) => {
    await operator.send('POST', 'emails/provider', provider)
    const { status, json } = await refused('PATCH', 'emails/provider', body)
    expect([status, json['errorCode']]).toEqual([400, 'invalid_body'])
  })
  it('404: when none is configured', async () => {
    expect((await refused('PATCH', 'emails/provider', { enabled: true })).json).toEqual(absent)
  })
})

describe('DELETE /emails/provider', () => {
  it('204: removes it with its password', async () => {
    await operator.send('POST', 'emails/provider', provider)
    expect((await operator.send('DELETE', 'emails/provider')).status).toBe(204)
    expect((await operator.get('emails/provider')).json).toEqual(absent)
    expect((await written()).senders).toMatchObject([{ sealedSmtpPassword: null, smtpHost: null }])
  })
  it('404: when none is configured', async () => {
    expect((await refused('DELETE', 'emails/provider')).json).toEqual(absent)
  })
})
