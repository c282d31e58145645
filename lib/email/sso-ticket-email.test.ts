import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { refusalCode } from '@/test/fixtures/signed-out'
import { SsoTickets } from '@/test/fixtures/sso-tickets'
import { composeEmail } from './compose'
import { fillPlaceholders, serializeInput } from './template-input'

const tickets = await SsoTickets.open()
const { tenant, here } = tickets.own.fixture
const sender = { name: null, address: 'hello@foyer.test', replyTo: null }

/** A link that is also emailed, and the email in the outbox. */
async function sent() {
  const to = `${newId('mail')}@here.test`
  const open = await tickets.create({ email: to })
  const mail = await tenant.read((tx) => tx.mail.findFirstOrThrow({ where: { recipient: to } }))
  return { ...open, mail }
}

type Sent = Awaited<ReturnType<typeof sent>>

function composed({ mail }: Sent) {
  return tenant.read((tx) => composeEmail(tx, mail))
}

describe('the email with a set-up link', () => {
  it('has the organization’s branding and the link, which is nowhere in the outbox', async () => {
    const one = await sent()
    const { ticket, found, mail } = one
    expect(mail).toMatchObject({ organizationId: here.id, template: 'sso_ticket' })
    expect(JSON.stringify(mail)).not.toContain(ticket.slice(20))
    const email = await composed(one)
    if (email === null) throw new Error('It is not sent.')
    expect(email.content.brand.displayName).toBe('Here')
    const written = await serializeInput(email.content, sender)
    expect(JSON.stringify(written)).not.toContain(ticket.slice(20))
    const { text, html } = fillPlaceholders(written, { id: mail.id, secrets: email.secrets })
    const { url } = await tenant.read((tx) => tx.tenant.findFirstOrThrow({ where: { id: found.tenantId } }))
    expect(text).toContain(`${url}/connect/${ticket}\n`)
    expect(html).toContain(`href="${url}/connect/${ticket}"`)
  })

  it('is not queued without an address', async () => {
    const count = () => tenant.read((tx) => tx.mail.count())
    const before = await count()
    await tickets.create()
    expect(await count()).toBe(before)
  })

  it('is refused, with its link, after 20 of them to one address within an hour', async () => {
    const to = `${newId('mail')}@here.test`
    for (let sentSoFar = 0; sentSoFar < 20; sentSoFar++) await tickets.secret({ email: to })
    expect(await refusalCode(tickets.secret({ email: to }))).toBe('too_many')
    expect(await tenant.read((tx) => tx.mail.count({ where: { recipient: to } }))).toBe(20)
    await tickets.secret({ email: `${newId('mail')}@here.test` })
  })

  it.each<[string, (one: Sent) => Promise<unknown>]>([
    ['is revoked', ({ ticket }) => tickets.revoke(ticket)],
    ['has expired', ({ found }) => change(found.id, { expiresAt: new Date(Date.now() - 1000) })],
    ['is finished', ({ found }) => change(found.id, { finishedAt: new Date() })],
    ['has a secret that is known no more', ({ found }) => change(found.id, { ticketHash: 'another' })],
    ['is deleted', ({ found }) => tenant.write((tx) => tx.ssoTicket.deleteMany({ where: { id: found.id } }))],
  ])('is left out once the link %s', async (_, end) => {
    const one = await sent()
    await end(one)
    expect(await composed(one)).toBeNull()
  })

  it('is left out while the organization is suspended', async () => {
    const one = await sent()
    const suspend = (suspendedAt: Date | null) =>
      tenant.write((tx) => tx.organization.updateMany({ where: { id: here.id }, data: { suspendedAt } }))
    await suspend(new Date())
    expect(await composed(one)).toBeNull()
    await suspend(null)
    expect(await composed(one)).not.toBeNull()
  })
})

function change(id: string, data: { expiresAt?: Date; finishedAt?: Date; ticketHash?: string }) {
  return tenant.write((tx) => tx.ssoTicket.updateMany({ where: { id }, data }))
}
