import { expect, it } from 'vitest'
import { createInvitationFixtures, newAddress } from '@/test/fixtures/invitations'
import type { TestUser } from '@/test/fixtures/tenant'
import { exportAccount } from '../users/export-account'
import { emailAddress } from '../text/email-address'
import { findInvitee } from './find-invitation'
import { getInvitationTimeline } from './get-invitation-timeline'
import { invite, getOnlyInvitation } from './invite'

const { tenant, createFixture } = await createInvitationFixtures()
const { tenantId } = tenant

it('keeps what the inviter calls the invitee, over a resend, for the email’s link alone', async () => {
  const fixture = await createFixture()
  const address = emailAddress.parse(newAddress())
  const invitees = [{ address, name: 'Nia N.', roleIds: [tenant.role('Member')] }]
  const { id } = getOnlyInvitation(await invite(await fixture.inviting(), { invitees }))
  const sent = await fixture.resend(id)
  expect((await getInvitationTimeline(await fixture.reading(), id)).invitation.inviteeName).toBe('Nia N.')
  expect(await findInvitee(tenantId, sent.mailed)).toEqual({ hasAccount: false, name: 'Nia N.' })
  expect(await findInvitee(tenantId, sent.shown)).toBeNull()
  const invitee = await tenant.createUser({ email: address.email })
  expect(await exported(invitee)).toEqual([
    expect.objectContaining({ id, name: 'Nia N.', invitedBy: 'Ola Owner', state: 'pending' }),
  ])
  expect(await exported(await tenant.createUser())).toEqual([])
})

async function exported({ self }: TestUser): Promise<unknown> {
  const parts = await Array.fromAsync(await exportAccount(self))
  return (JSON.parse(parts.join('')) as { invitations: unknown }).invitations
}
