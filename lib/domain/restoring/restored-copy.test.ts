import { beforeAll, describe, expect, it } from 'vitest'
import { read, bypassRowSecurity } from '@/lib/db/transaction'
import { createInvitation } from '@/test/fixtures/builders'
import { eventsOf } from '@/test/fixtures/operator'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { takeOwnDatabase } from '@/test/own-database'
import { openRows, restoredProblem } from './end-what-was-open'
import { prepareRestoredCopy } from './prepare-restored-copy'
import { assertNotRestoredCopy, isRestoredCopy } from './restored-copy'

let tenant: TestTenant
let user: TestUser

// A copy of another database, as one that pg_restore makes is.
beforeAll(async () => {
  await takeOwnDatabase()
  tenant = await createTestTenant()
  user = await tenant.createUser({ name: 'Olga Owner' })
  const { id: organizationId } = await tenant.createOrganization({ displayName: 'Acme', owner: user })
  await tenant.write(async (tx) => {
    const inviter = { inviterUserId: user.id, inviterName: user.name }
    await createInvitation(tx, { organizationId, email: 'nia@invited.test', ...inviter })
    await tx.mail.create({
      data: { id: 'mail_waits', recipient: 'nia@invited.test', template: 'sign_up_existing', payload: {} },
    })
    await tx.webhook.create({
      data: { id: 'whk_1', name: 'All', url: 'https://a.test', eventTypes: ['*'], sealedSecret: '' },
    })
    await tx.webhookDelivery.create({
      data: { id: 'whd_1', webhookId: 'whk_1', messageId: 'msg_1', type: 'member.added' },
    })
    await tx.signingKey.create({ data: { id: 'key_1', state: 'active', publicJwk: {} } })
  })
})

function rows() {
  const where = { tenantId: tenant.tenantId }
  return tenant.read(async (tx) => ({
    mail: await tx.mail.findFirstOrThrow({ where: { id: 'mail_waits', ...where } }),
    invitation: await tx.invitation.findFirstOrThrow({ where }),
    session: await tx.session.findFirstOrThrow({ where }),
    delivery: await tx.webhookDelivery.findFirstOrThrow({ where }),
    key: await tx.signingKey.findFirstOrThrow({ where }),
  }))
}

describe('a restored copy', () => {
  it('is refused by a process that starts, with what to do', async () => {
    await expect(assertNotRestoredCopy()).rejects.toThrow('npm run restored')
  })

  it('goes on where nothing happened since the dump, and is then no copy', async () => {
    const [before, found] = [await rows(), await prepareRestoredCopy({ nothingHappened: true })]
    expect(found).toEqual([{ tenantId: tenant.tenantId, ended: {} }])
    expect(await rows()).toEqual(before)
    expect(await isRestoredCopy()).toBe(false)
    expect(await eventsOf(tenant, 'tenant.restored')).toHaveLength(1)
  })

  it('has nothing left that could have been used since the dump', async () => {
    const [{ ended } = { ended: {} }] = await prepareRestoredCopy()
    expect(ended).toMatchObject({
      emails: 1,
      invitations: 1,
      'deliveries of webhooks': 1,
      sessions: expect.any(Number),
      'signing keys': 1,
    })
    const { mail, invitation, session, delivery, key } = await rows()
    expect(mail).toMatchObject({ state: 'unknown', lastProblem: restoredProblem })
    expect(invitation.expiresAt.getTime()).toBeLessThanOrEqual(Date.now())
    expect(session.endedAt).not.toBeNull()
    expect(delivery.state).toBe('failed')
    expect(key).toMatchObject({ state: 'revoked', sealedPrivate: null })
    await expect(assertNotRestoredCopy()).resolves.toBeUndefined()
  })

  it('says so in the log of the tenant, once', async () => {
    expect(await prepareRestoredCopy()).toEqual([{ tenantId: tenant.tenantId, ended: {} }])
    const events = await eventsOf(tenant, 'tenant.restored')
    expect(events).toHaveLength(2)
    expect(events.map(({ details }) => details)).toContainEqual({
      before: { lastEvent: expect.any(String), lastEventAt: expect.any(String) },
      after: { ended: expect.objectContaining({ emails: 1 }) },
    })
  })
})

/** What an operator or an administrator has set; where they end it, they can do so again. */
const asInTheDump = ['barred_addresses', 'client_secrets', 'directory_tokens', 'recovery_codes']

it('every table of what is used once, ends or expires is among those that are ended', async () => {
  const access = bypassRowSecurity('a test reads the catalogue', '')
  const found = await read(
    access,
    (tx) => tx.$queryRaw<{ name: string }[]>`
      SELECT DISTINCT table_name::text AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name ~ '_hash$|^(expires|ends|used|ended|revoked|next_attempt)_at$'
        AND column_name <> 'password_hash'
      ORDER BY 1`,
  )
  const ended = new Set(openRows.map(({ table }) => table.sql))
  const others = found.map(({ name }) => name).filter((name) => !ended.has(name))
  // A ticket of an invitation ends with it.
  expect(others).toEqual([...asInTheDump, 'invitation_tickets'].sort())
})
