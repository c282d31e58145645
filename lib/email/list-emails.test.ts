import { beforeAll, describe, expect, it } from 'vitest'
import type { TenantAccess } from '@/lib/access'
import { noLongerWanted } from '@/lib/db/outgoing-mail'
import { newId } from '@/lib/ids'
import { allBuffersRead } from '@/test/buffers-read'
import { takeOwnDatabase } from '@/test/own-database'
import { asSuperuser } from '@/test/fixtures/large-tenant'
import { createOperator, eventsOf, refusal } from '@/test/fixtures/operator'
import { createTestTenant, type TestOrganization, type TestTenant } from '@/test/fixtures/tenant'
import { getEmail } from './queries'
import { listEmails, type EmailFilter } from './list-emails'
import { retryEmail } from './retry-email'
import { placeholdersOf } from './template-input'

let tenant: TestTenant
let access: TenantAccess<'read:logs' | 'update:email_provider'>
let organization: TestOrganization

beforeAll(async () => {
  // PostgreSQL chooses its plans by what else there is.
  await takeOwnDatabase()
  tenant = await createTestTenant()
  access = await tenant.tenantAccess(await createOperator(tenant), 'read:logs', 'update:email_provider')
  organization = await tenant.createOrganization({ owner: await tenant.createUser() })
  await asSuperuser(async (client) => {
    await client.query(
      `INSERT INTO mails (tenant_id, id, recipient, template, payload, state)
       SELECT $1, 'mail_' || lpad(n::text, 8, '0'), 'many' || n || '@tenant.test', 'sign_in', '{}', 'sent'
       FROM generate_series(1, 30000) n`,
      [tenant.tenantId],
    )
    await client.query('ANALYZE mails')
  })
})

interface Written {
  state?: string
  lastProblem?: string
  recipient?: string
  draft?: object
  isOrganizations?: boolean
}

async function write({ isOrganizations = false, draft, ...given }: Written = {}): Promise<string> {
  const id = newId('mail')
  await tenant.write((tx) =>
    tx.mail.create({
      data: {
        id,
        recipient: 'Ann.One@Tenant.test',
        template: 'invitation',
        payload: {},
        state: 'failed',
        attempts: 1,
        ...(isOrganizations ? { organizationId: organization.id } : {}),
        ...(draft === undefined ? {} : { draft: { ...draft } }),
        ...given,
      },
    }),
  )
  return id
}

async function report(mailId: string, type: string): Promise<void> {
  await tenant.write((tx) =>
    tx.emailEvent.create({ data: { mailId, type, id: `r-${type}`, reason: null, occurredAt: new Date() } }),
  )
}

async function ids(filter: EmailFilter): Promise<string[]> {
  return (await listEmails(access, filter)).emails.map(({ id }) => id)
}

describe('the emails of a tenant', () => {
  it('are filtered by recipient, state, template, organization and what the provider reported', async () => {
    const failed = await write({ isOrganizations: true })
    const bounced = await write({ state: 'sent', recipient: 'bo@tenant.test' })
    await report(bounced, 'bounced')
    expect(await ids({ state: 'failed' })).toContain(failed)
    expect(await ids({ recipient: 'ANN.' })).toContain(failed)
    expect(await ids({ recipient: 'nn.one' })).toEqual([])
    expect(await ids({ recipient: '%' })).toEqual([])
    expect(await ids({ organization: organization.slug })).toEqual([failed])
    expect(await ids({ template: 'invitation', state: 'bounced' })).toEqual([bounced])
    expect((await listEmails(access, { state: 'bounced' })).emails).toMatchObject([{ reports: ['bounced'] }])
  })

  it.each<[string, EmailFilter]>([
    ['of all', {}],
    ['of a common state', { state: 'sent' }],
    ['of a rare state', { state: 'unknown' }],
    ['of a common template', { template: 'sign_in' }],
    ['of a rare template', { template: 'join_declined' }],
    ['of an organization', { organization: 'none' }],
    ['to addresses with a common beginning', { recipient: 'many' }],
    ['to one address', { recipient: 'many77@tenant.test' }],
    ['that bounced', { state: 'bounced' }],
    ['further back', { before: 'mail_00010000' }],
  ])('have pages that read no further than the page: %s', async (_, filter) => {
    await listEmails(access, filter)
    expect(await allBuffersRead(() => listEmails(access, filter))).toBeLessThan(350)
  })

  it('have pages, there and back', async () => {
    for (const filter of [{}, { recipient: 'many' }]) {
      const first = await listEmails(access, filter)
      const second = await listEmails(access, { ...filter, before: first.emails.at(-1)?.id })
      const back = await listEmails(access, { ...filter, after: second.emails[0]?.id })
      expect(new Set([...first.emails, ...second.emails].map(({ id }) => id)).size).toBe(50)
      expect(back.emails).toEqual(first.emails)
    }
  })
})

describe('one email', () => {
  it('shows neither its link nor its code', async () => {
    const id = await write({ state: 'queued' })
    const { token, code } = placeholdersOf(id)
    const text = `https://tenant.test/verify?token=${token} or ${code}`
    const draft = { from: 'House', subject: `Code ${code}`, html: `<a href="${text}">Go</a>`, text }
    await tenant.write((tx) => tx.mail.updateMany({ where: { id }, data: { draft } }))
    const { content } = await getEmail(access, id)
    expect(content?.text).toBe('https://tenant.test/verify?token=•••••• or ••••••')
    expect(JSON.stringify(content)).not.toMatch(new RegExp(`${token}|${code}`))
  })

  it('is not found by another tenant', async () => {
    const id = await write()
    const elsewhere = await createTestTenant()
    const stranger = await elsewhere.tenantAccess(
      await createOperator(elsewhere),
      'read:logs',
      'update:email_provider',
    )
    expect(await refusal(getEmail(stranger, id))).toBe('not_found')
    expect(await refusal(retryEmail(stranger, id))).toBe('not_found')
  })
})

describe('a retry', () => {
  it('queues a failed email once, however many ask at once', async () => {
    const id = await write({ lastProblem: 'validation_error' })
    const asked = await Promise.allSettled([1, 2, 3].map(() => retryEmail(access, id)))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const events = (await eventsOf(tenant, 'mail.retried')).filter(({ targetId }) => targetId === id)
    expect(events).toHaveLength(1)
  })

  it.each([
    ['sent', {}],
    ['queued', {}],
    ['unknown', {}],
    ['failed', { lastProblem: noLongerWanted }],
  ])('is refused for one that is %s', async (state, given) => {
    expect(await refusal(retryEmail(access, await write({ state, ...given })))).toBe('conflict')
  })
})
