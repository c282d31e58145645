import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { emailTokenSecrets } from '@/lib/domain/users/email-token'
import { newId } from '@/lib/ids'
import { createTestTenant } from '@/test/fixtures/tenant'
import { takeOwnDatabase } from '@/test/own-database'
import { OutboxFixture } from '@/test/fixtures/outbox'
import { startFakeResend } from '@/test/fake-resend'
import { findLocalEmail, isMailboxOpen, listLocalEmails } from './mailbox'
import { startOutbox } from './outbox'

let outbox: OutboxFixture

beforeAll(async () => {
  await takeOwnDatabase()
  const tenant = await createTestTenant()
  outbox = new OutboxFixture(tenant, await startFakeResend(), await tenant.createUser())
  await startOutbox()
})

afterAll(async () => {
  await outbox.close()
  await disconnect()
})

it('without Resend an email stays in the local mailbox, complete with its link and code', async () => {
  const [to, emailTokenId] = [outbox.address(), newId('proof')]
  const { token, code } = emailTokenSecrets({ id: emailTokenId })
  await outbox.tenant.write((tx) =>
    tx.emailProof.create({
      data: {
        id: emailTokenId,
        purpose: 'sign_up',
        email: to,
        emailFolded: to,
        tokenHash: sha256Hex(token),
        name: 'Pat',
        expiresAt: new Date(Date.now() + 3_600_000),
      },
    }),
  )
  await outbox.queueEmails({ template: 'sign_up_proof', proofId: emailTokenId, to })
  await outbox.waitUntilDone(to)

  const link = `http://${outbox.tenant.tenantId}.localhost:3000/verify?token=${token}`
  const [mail, ...others] = await listLocalEmails(outbox.tenant.tenantId, { to: to.toUpperCase() })
  expect(others).toEqual([])
  expect(mail).toMatchObject({
    to,
    from: '"House" <hello@foyer.test>',
    subject: 'Confirm your address for House',
    template: 'sign_up_proof',
    links: [link],
  })
  expect(mail?.text).toContain(link)
  expect(mail?.text).toContain(code)
  expect(mail?.html).toContain(code)
  expect(await findLocalEmail(outbox.tenant.tenantId, mail?.id ?? '')).toEqual(mail)
  expect(outbox.resend.attempts()).toEqual([])
})

it('the mailbox lists one tenant’s emails, the newest first, and finds parts of addresses', async () => {
  const first = await outbox.queueEmail()
  const second = await outbox.queueEmail()
  await outbox.waitUntilDone(first)
  await outbox.waitUntilDone(second)
  const listed = (await listLocalEmails(outbox.tenant.tenantId)).map(({ to }) => to)
  expect(listed.slice(0, 2)).toEqual([second, first])
  const found = await listLocalEmails(outbox.tenant.tenantId, { search: first.slice(2, 9).toUpperCase() })
  expect(found.map(({ to }) => to)).toEqual([first])

  const elsewhere = (await createTestTenant()).tenantId
  expect(await listLocalEmails(elsewhere)).toEqual([])
  expect(await findLocalEmail(elsewhere, (await outbox.row(first)).id)).toBeNull()
})

it('the mailbox exists only in the demo, and never where email is really sent', async () => {
  expect(isMailboxOpen()).toBe(true)
  const closed = {
    resend: { RESEND_API_KEY: 're_test', EMAIL_FROM: 'a@b.test' },
    smtp: { SMTP_URL: 'smtp://127.0.0.1', EMAIL_FROM: 'a@b.test' },
    none: { FOYER_DEMO: 'off' },
  }
  for (const [delivery, given] of Object.entries(closed)) {
    vi.resetModules()
    for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value)
    const fresh = await import('./mailbox')
    expect(fresh.isMailboxOpen(), delivery).toBe(false)
    expect(fresh.emailDelivery()).toBe(delivery)
    vi.unstubAllEnvs()
  }
})

it('a process that runs the outbox schedules the hourly cleanup', async () => {
  const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] })
  await client.connect()
  const { rows } = await client.query<{ name: string; cron: string }>(
    'SELECT name, cron FROM pgboss.schedule',
  )
  await client.end()
  expect(rows).toEqual([{ name: 'housekeeping', cron: '0 * * * *' }])
})
