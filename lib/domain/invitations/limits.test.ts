import { beforeEach, describe, expect, it } from 'vitest'
import {
  inviteesOf,
  retrying,
  createInvitationFixtures,
  newAddress,
  type InvitationFixture,
} from '@/test/fixtures/invitations'
import { verdictMessage } from './invitation-checks'
import { invite } from './invite'
import { resendInvitation } from './resend-invitation'

const { tenant, owner, createFixture } = await createInvitationFixtures()
let fixture: InvitationFixture

beforeEach(async () => {
  fixture = await createFixture()
})

describe('limits', () => {
  it('a new organization sends 50 mails a day, under 100 at once', async () => {
    const access = await fixture.inviting()
    const emails = Array.from({ length: 100 }, newAddress)
    const outcomes = await Promise.allSettled(
      emails.map((email) =>
        retrying(() => invite(access, { invitees: inviteesOf([email], [tenant.role('Viewer')]) })),
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
    const invitees = inviteesOf(Array.from({ length: 60 }, newAddress), [tenant.role('Viewer')])
    const { invitations } = await invite(await fixture.inviting(), { invitees })
    expect(invitations.size).toBe(60)
  })

  it('an address gets three mails a day over all organizations, under 20 at once', async () => {
    const email = newAddress()
    const organizations = await Promise.all(
      Array.from({ length: 20 }, () => tenant.createOrganization({ owner })),
    )
    const all = await Promise.all(
      organizations.map(async (at) =>
        invite(await fixture.inviting(owner, at), {
          invitees: inviteesOf([email], [tenant.role('Viewer')]),
        }),
      ),
    )
    expect(all.flatMap(({ invitations }) => [...invitations.keys()])).toHaveLength(3)
    expect(await fixture.mailsTo(email)).toHaveLength(3)
    const verdicts = all.flatMap((one) => [...one.verdicts.values()])
    expect(verdicts.filter((verdict) => verdict === 'exhausted')).toHaveLength(17)
    expect(verdictMessage('exhausted', { allowedDomains: null })).toContain(
      'No more invitations can be sent to this address today',
    )
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
