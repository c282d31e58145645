import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import {
  address,
  retrying,
  createInvitationFixtures,
  newAddress,
  type InvitationFixture,
} from '@/test/fixtures/invitations'
import { invite } from './invite'
import { resendInvitation } from './resend-invitation'

const { tenant, owner, setScene: createFixture } = await createInvitationFixtures()
let fixture: InvitationFixture

beforeEach(async () => {
  fixture = await createFixture()
})
afterAll(disconnect)

describe('limits', () => {
  it('a new organization sends 50 mails a day, under 100 at once', async () => {
    const access = await fixture.inviting()
    const emails = Array.from({ length: 100 }, newAddress)
    const outcomes = await Promise.allSettled(
      emails.map((email) =>
        retrying(() => invite(access, { addresses: [address(email)], roleIds: [tenant.role('Viewer')] })),
      ),
    )
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused).toHaveLength(50)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'too_many', field: 'emails' })
    const mails = await tenant.read((tx) =>
      tx.mail.count({ where: { organizationId: fixture.organization.id } }),
    )
    expect(mails).toBe(50)
  })

  it('an organization older than 30 days sends 500', async () => {
    await tenant.write(
      (tx) => tx.$executeRaw`
      UPDATE organizations SET created_at = now() - interval '31 days' WHERE id = ${fixture.organization.id}`,
    )
    const addresses = Array.from({ length: 60 }, () => address(newAddress()))
    const { invited } = await invite(await fixture.inviting(), {
      addresses,
      roleIds: [tenant.role('Viewer')],
    })
    expect(invited).toHaveLength(60)
  })

  it('an address gets three mails a day over all organizations, under 20 at once', async () => {
    const email = newAddress()
    const organizations = await Promise.all(
      Array.from({ length: 20 }, () => tenant.createOrganization({ owner })),
    )
    const all = await Promise.all(
      organizations.map(async (at) =>
        invite(await fixture.inviting(owner, at), {
          addresses: [address(email)],
          roleIds: [tenant.role('Viewer')],
        }),
      ),
    )
    expect(all.flatMap(({ invited }) => invited)).toHaveLength(3)
    expect(await fixture.mailsTo(email)).toHaveLength(3)
    const refused = all.flatMap((one) => one.refused)
    expect(refused).toHaveLength(17)
    expect(refused[0]?.problem).toContain('no more invitations today')
  })

  it('resends count for the address too', async () => {
    const email = newAddress()
    const { id } = await fixture.send(email)
    for (let mails = 1; mails < 3; mails += 1) {
      await fixture.coolDown(id)
      await resendInvitation(await fixture.inviting(), id)
    }
    await fixture.coolDown(id)
    await expect(resendInvitation(await fixture.inviting(), id)).rejects.toMatchObject({ code: 'too_many' })
    expect(await fixture.mailsTo(email)).toHaveLength(3)
  })
})
