import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Tx } from '@/lib/db/prisma'
import { createInvitationFixtures, type InvitationFixture } from '@/test/fixtures/invitations'
import { createLink } from '@/test/fixtures/join-links'
import type { TestUser } from '@/test/fixtures/tenant'
import { actAfterLoss, codeOf } from '@/test/queued-loss'
import { acceptInvitation } from '../invitations/accept-invitation'
import { changeMemberRoles } from '../members/change-member-roles'
import { leaveOrganization } from '../members/leave-organization'
import { removeMembers } from '../members/remove-members'
import { deleteAccount } from '../users/delete-account'
import { findJoinPage, type JoinPage } from './find-join-page'
import { joinByLink } from './join-by-link'

let fixtures: Awaited<ReturnType<typeof createInvitationFixtures>>
let at: InvitationFixture
let guest: TestUser

beforeAll(async () => {
  fixtures = await createInvitationFixtures()
})
beforeEach(async () => {
  at = await fixtures.createFixture()
  guest = await at.tenant.createUser({ name: 'Gus Guest' })
})

function seen(token: string): Promise<JoinPage | null> {
  const viewer = { user: guest, connectionId: at.tenant.connection('password'), authTime: new Date() }
  return findJoinPage(at.tenant.tenantId, token, viewer)
}

/** With the same address. */
async function withNewAccount(): Promise<TestUser> {
  const { email } = guest
  await deleteAccount(guest.self, email)
  guest = await at.tenant.createUser({ email })
  return guest
}

describe('a former member', () => {
  it('cannot join while suspended or after removal, nor with a new account, until an invitation brings them back', async () => {
    const { token } = await createLink(at)
    await joinByLink(guest.self, token)
    await at.tenant.write((tx) =>
      tx.member.updateMany({ where: { userId: guest.id }, data: { suspendedAt: new Date() } }),
    )
    expect(await seen(token)).toMatchObject({ viewer: 'suspended' })
    await expect(joinByLink(guest.self, token)).rejects.toThrow('suspended')
    const removing = await at.tenant.accessTo(at.organization, at.owner, 'delete:organization_members')
    await removeMembers(removing, { users: [guest.id] })
    expect(await seen(token)).toMatchObject({ viewer: 'removed' })
    await expect(joinByLink(guest.self, token)).rejects.toThrow('you need an invitation')
    const again = await withNewAccount()
    expect(await seen(token)).toMatchObject({ viewer: 'removed' })
    await expect(joinByLink(again.self, token)).rejects.toThrow('you need an invitation')
    expect(await at.rolesOf(again.id)).toBeNull()
    await acceptInvitation(again.self, (await at.send(again.email)).mailed)
    await leaveOrganization(await at.tenant.accessTo(at.organization, again))
    await joinByLink(again.self, token)
    await joinByLink((await withNewAccount()).self, token)
  })

  it('cannot get back a role that was taken from them by leaving, nor with a new account', async () => {
    const { token } = await createLink(at)
    await joinByLink(guest.self, token)
    const given = { userId: guest.id, replace: [at.tenant.role('Member'), at.tenant.role('Viewer')] }
    const changing = await at.tenant.accessTo(at.organization, at.owner, 'read:organization_member_roles')
    await changeMemberRoles(changing, given)
    const leave = async () => leaveOrganization(await at.tenant.accessTo(at.organization, guest))
    await leave()
    await joinByLink(guest.self, token)
    await changeMemberRoles(changing, { userId: guest.id, replace: [at.tenant.role('Viewer')] })
    await leave()
    expect(await seen(token)).toMatchObject({ viewer: 'removed' })
    await expect(joinByLink(guest.self, token)).rejects.toThrow('you need an invitation')
    const again = await withNewAccount()
    await expect(joinByLink(again.self, token)).rejects.toThrow('you need an invitation')
  })
})

describe('a join that waited for a change', () => {
  it('is refused by the domains that the link allows now', async () => {
    const { token } = await createLink(at)
    const where = { organizationId: at.organization.id }
    const ended = await actAfterLoss(
      at.tenant,
      (tx) => tx.joinLink.updateMany({ where, data: { allowedDomains: ['acme.test'] } }),
      () => joinByLink(guest.self, token).catch(String),
    )
    expect(ended).toContain('This link is for addresses at acme.test.')
  })

  it.each<[string, (tx: Tx) => Promise<unknown>]>([
    [
      'sign-in methods',
      (tx) =>
        tx.enabledConnection.updateMany({
          where: { organizationId: at.organization.id },
          data: { isEnabled: false },
        }),
    ],
    [
      'end of earlier sessions',
      (tx) =>
        tx.organization.updateMany({
          where: { id: at.organization.id },
          data: { sessionsFrom: new Date(Date.now() + 60_000) },
        }),
    ],
  ])('asks for another sign-in by the %s of the organization now', async (_, loss) => {
    const { token } = await createLink(at)
    const ended = await actAfterLoss(
      at.tenant,
      async (tx) => {
        await tx.$executeRaw`SELECT FROM organizations WHERE id = ${at.organization.id} FOR UPDATE`
        await loss(tx)
      },
      () => codeOf(joinByLink(guest.self, token)),
    )
    expect(ended).toBe('sign_in_again')
  })
})
