import { beforeEach, describe, expect, it } from 'vitest'
import { createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import {
  retrying,
  createInvitationFixtures,
  type InvitationFixture,
  type Sent,
} from '@/test/fixtures/invitations'
import { acceptInvitation } from './accept-invitation'
import { findInvitation } from './find-invitation'

const { tenant, owner, createFixture } = await createInvitationFixtures()
const other = await createTestTenant()
let fixture: InvitationFixture
let guest: TestUser
let sent: Sent

beforeEach(async () => {
  fixture = await createFixture()
  ;({ guest, sent } = await fixture.sendToGuest())
})

describe('looking at an invitation', () => {
  it('shows the organization, the inviter and a masked address, and no more', async () => {
    const found = await findInvitation(tenant.tenantId, sent.mailed, null)
    expect(found).toMatchObject({ state: 'pending', purpose: 'mailed', inviterName: 'Ola Owner' })
    expect(found?.organization.displayName).toBe('Place')
    const text = JSON.stringify(found)
    expect(text).not.toContain(guest.email)
    expect(text).not.toContain(guest.name)
    expect(text).not.toContain(owner.email)
  })

  it('100 times changes nothing', async () => {
    await Promise.all(
      Array.from({ length: 100 }, () => retrying(() => findInvitation(tenant.tenantId, sent.mailed, null))),
    )
    expect(await fixture.stateOf(sent.id)).toBe('pending')
  })

  it('finds nothing in another tenant, nor for an invalid ticket', async () => {
    await expect(findInvitation(other.tenantId, sent.mailed, null)).resolves.toBeNull()
    for (const text of ['', 'x', 'A'.repeat(32), 'a'.repeat(5000), '\u0000']) {
      await expect(findInvitation(tenant.tenantId, text, null)).resolves.toBeNull()
    }
  })

  it('distinguishes the invitee from others, however their address is written', async () => {
    const seen = async (person: TestUser) =>
      (await findInvitation(tenant.tenantId, sent.mailed, await viewerOf(person)))?.viewer
    expect(await seen(guest)).toEqual({ mayDecline: true, isInvitee: true, isInviter: false, mayEnter: true })
    expect(await seen(owner)).toEqual({
      mayDecline: false,
      isInvitee: false,
      isInviter: true,
      mayEnter: true,
    })
  })

  it('offers no connection that the organization has disabled, and no one can accept by it', async () => {
    const connectionId = tenant.connection('password')
    await tenant.write((tx) =>
      tx.enabledConnection.updateMany({
        where: { organizationId: fixture.organization.id, connectionId },
        data: { isEnabled: false },
      }),
    )
    const found = await findInvitation(tenant.tenantId, sent.mailed, await viewerOf(guest))
    expect(found?.connections.map(({ id }) => id)).not.toContain(connectionId)
    expect(found?.viewer.mayEnter).toBe(false)
    await expect(acceptInvitation(guest.self, sent.mailed)).rejects.toMatchObject({ code: 'sign_in_again' })
  })
})

async function viewerOf(person: TestUser) {
  const session = await tenant.read((tx) => tx.session.findFirstOrThrow({ where: { id: person.sessionId } }))
  return { user: person, connectionId: session.connectionId, authTime: session.authTime }
}
