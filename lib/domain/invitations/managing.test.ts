import { beforeEach, describe, expect, it } from 'vitest'
import { createInvitationFixtures, newAddress, type InvitationFixture } from '@/test/fixtures/invitations'
import { resendInvitation } from './resend-invitation'
import { resendInvitations } from './resend-invitations'
import { revokeInvitations } from './revoke-invitations'
import { getInvitationLink } from './queries'

const { tenant: testTenant, owner, createFixture } = await createInvitationFixtures()
let fixture: InvitationFixture

beforeEach(async () => {
  fixture = await createFixture()
})

describe('resendInvitation', () => {
  it('makes a new version, a new mail and the whole time again', async () => {
    const email = newAddress()
    const { id } = await fixture.send(email)
    await fixture.makeOverdue(id)
    const { expiresAt } = await resendInvitation(await fixture.inviting(), id)
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 600_000_000)
    const [row] = await fixture.rowsTo(email)
    expect(row).toMatchObject({ state: 'pending', version: 2 })
    expect(row?.tickets).toHaveLength(4)
    expect((await fixture.mailsTo(email)).map(({ payload }) => payload)).toContainEqual({
      template: 'invitation',
      invitationId: id,
      version: 2,
    })
  })

  it('waits a minute between two mails, however many ask at once', async () => {
    const { id } = await fixture.send(newAddress())
    await expect(resendInvitation(await fixture.inviting(), id)).rejects.toMatchObject({ code: 'too_many' })
    await fixture.coolDown(id)
    const access = await fixture.inviting()
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => resendInvitation(access, id)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('drops the personal message of another inviter', async () => {
    const admin = await testTenant.createUser()
    await testTenant.addMember(fixture.organization, admin, ['Admin'])
    const messageOf = async (email: string) => (await fixture.rowsTo(email)).map(({ message }) => message)
    for (const close of ['coolDown', 'expire'] as const) {
      const email = newAddress()
      const { id } = await fixture.send(email)
      await testTenant.write((tx) =>
        tx.invitation.updateMany({ where: { id }, data: { message: 'Welcome!' } }),
      )
      await fixture[close](id)
      const own = await resendInvitation(await fixture.inviting(), id)
      expect((await messageOf(email)).at(-1)).toBe('Welcome!')
      await fixture[close](own.id)
      await resendInvitation(await fixture.inviting(admin), own.id)
      expect((await messageOf(email)).at(-1)).toBeNull()
    }
  })

  it('sends no role that the sender may not give', async () => {
    const admin = await testTenant.createUser()
    await testTenant.addMember(fixture.organization, admin, ['Admin'])
    const { id } = await fixture.send(newAddress(), ['Owner'])
    const resend = async () => resendInvitation(await fixture.inviting(admin), id)
    await fixture.coolDown(id)
    await expect(resend()).rejects.toMatchObject({ code: 'not_yours_to_give' })
    await fixture.expire(id)
    await expect(resend()).rejects.toMatchObject({ code: 'not_yours_to_give' })
  })

  it('sends another like one that expired, which stays closed', async () => {
    const email = newAddress()
    const { id } = await fixture.send(email, ['Member', 'Viewer'])
    await fixture.expire(id)
    const sent = await resendInvitation(await fixture.inviting(), id)
    expect(sent).toMatchObject({ email, state: 'pending' })
    expect(sent.roles.map(({ name }) => name)).toEqual(['Member', 'Viewer'])
    expect((await fixture.rowsTo(email)).map(({ state }) => state)).toEqual(['expired', 'pending'])
    expect(await fixture.mailsTo(email)).toHaveLength(2)
  })

  it('says what else would do where the roles of one that expired are gone', async () => {
    await fixture.createRole('Passing')
    const { id } = await fixture.send(newAddress(), ['Passing'])
    await fixture.expire(id)
    await testTenant.write((tx) => tx.role.deleteMany({ where: { id: testTenant.role('Passing') } }))
    await expect(resendInvitation(await fixture.inviting(), id)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/Invite the person again with others/) as string,
    })
  })

  it('sends one other, however many ask at once', async () => {
    const { id } = await fixture.send(newAddress())
    await fixture.expire(id)
    const access = await fixture.inviting()
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => resendInvitation(access, id)))
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    expect(refused).toHaveLength(9)
    for (const reason of refused) expect(reason).toMatchObject({ code: 'conflict' })
  })

  it('does nothing to one that was answered, and finds none of another organization', async () => {
    const { id } = await fixture.send(newAddress())
    await revokeInvitations(await fixture.revoking(), [id])
    await expect(resendInvitation(await fixture.inviting(), id)).rejects.toMatchObject({ code: 'gone' })
    const neighbour = await testTenant.createOrganization({ owner })
    await expect(resendInvitation(await fixture.inviting(owner, neighbour), id)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('resendInvitations', () => {
  it('sends those that can be sent, and says why of each other', async () => {
    const admin = await testTenant.createUser()
    await testTenant.addMember(fixture.organization, admin, ['Admin'])
    const [early, owned, overdue, revoked] = [newAddress(), newAddress(), newAddress(), newAddress()]
    const ready = await Promise.all([newAddress(), newAddress()].map((email) => fixture.send(email)))
    const tooEarly = await fixture.send(early)
    const above = await fixture.send(owned, ['Owner'])
    const late = await fixture.send(overdue)
    const closed = await fixture.send(revoked)
    await fixture.expire(late.id)
    await fixture.revoke(closed.id)
    for (const { id } of [...ready, above]) await fixture.coolDown(id)
    const ids = [...ready, tooEarly, above, late, closed].map(({ id }) => id)
    const { sent, refused } = await resendInvitations(await fixture.inviting(admin), ids)
    expect(sent).toHaveLength(2)
    expect(refused).toEqual({
      [early]: expect.stringContaining('less than a minute ago') as string,
      [owned]: expect.stringContaining('a role that you cannot assign') as string,
      [overdue]: expect.stringContaining('has expired') as string,
      [revoked]: expect.stringContaining('was answered or revoked') as string,
    })
    for (const email of sent) {
      expect(await fixture.mailsTo(email)).toHaveLength(2)
      const [row] = await fixture.rowsTo(email)
      expect(row).toMatchObject({ version: 2, inviterUserId: admin.id })
      expect(row?.tickets).toHaveLength(4)
    }
    expect(await fixture.eventsOf('invitation.resent')).toHaveLength(2)
  })

  it('sends none beyond the limit of the organization, and none if one is another organization’s', async () => {
    const own = await fixture.sendToNew()
    await fixture.coolDown(own.id)
    const neighbour = await testTenant.createOrganization({ owner })
    const access = await fixture.inviting(owner, neighbour)
    await expect(resendInvitations(access, [own.id])).rejects.toMatchObject({ code: 'not_found' })
    const foreign = await fixture.inviting()
    await expect(resendInvitations(foreign, [own.id, 'inv_unknown'])).rejects.toMatchObject({
      code: 'not_found',
    })
    await testTenant.write((tx) =>
      tx.mail.createMany({
        data: Array.from({ length: 49 }, (_, index) => ({
          id: `mail_${crypto.randomUUID().slice(0, 16)}`,
          organizationId: fixture.organization.id,
          recipient: `${index}@invited.test`,
          template: 'invitation',
          payload: {},
          state: 'sent',
        })),
      }),
    )
    await expect(resendInvitations(foreign, [own.id])).rejects.toMatchObject({ code: 'too_many' })
  })
})

describe('revokeInvitations', () => {
  it('closes pending ones once, each with an event', async () => {
    const ids = (await Promise.all([fixture.sendToNew(), fixture.sendToNew()])).map(({ id }) => id)
    const late = await fixture.sendToNew()
    await fixture.expire(late.id)
    const access = await fixture.revoking()
    const { revoked, others } = await revokeInvitations(access, [...ids, late.id])
    expect(revoked.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(others).toEqual([{ email: late.email, state: 'expired' }])
    await expect(revokeInvitations(access, ids)).rejects.toMatchObject({ code: 'gone' })
    expect((await fixture.eventsOf('invitation.revoked')).map(({ targetId }) => targetId).toSorted()).toEqual(
      ids.toSorted(),
    )
  })

  it('changes nothing if one is another organization’s', async () => {
    const { id } = await fixture.sendToNew()
    const neighbour = await testTenant.createOrganization({ owner })
    const access = await fixture.revoking(neighbour)
    await expect(revokeInvitations(access, [id])).rejects.toMatchObject({ code: 'not_found' })
    await expect(revokeInvitations(await fixture.revoking(), [id, 'inv_unknown'])).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await fixture.stateOf(id)).toBe('pending')
  })
})

describe('getInvitationLink', () => {
  it('shows the link with the ticket that does not verify the address', async () => {
    const { id, shown } = await fixture.send(newAddress())
    const tenant = await testTenant.read((tx) =>
      tx.tenant.findUniqueOrThrow({ where: { id: testTenant.tenantId } }),
    )
    expect(await getInvitationLink(await fixture.inviting(), id)).toBe(`${tenant.url}/invitations/${shown}`)
  })

  it('shows none of a closed or an overdue invitation, nor another organization’s', async () => {
    const { id } = await fixture.send(newAddress())
    const neighbour = await testTenant.createOrganization({ owner })
    await expect(getInvitationLink(await fixture.inviting(owner, neighbour), id)).rejects.toMatchObject({
      code: 'not_found',
    })
    await fixture.makeOverdue(id)
    await expect(getInvitationLink(await fixture.inviting(), id)).rejects.toMatchObject({ code: 'gone' })
  })
})
