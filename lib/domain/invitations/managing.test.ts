import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { createInvitationFixtures, newAddress, type InvitationFixture } from '@/test/fixtures/invitations'
import { resendInvitation } from './resend-invitation'
import { revokeInvitation } from './revoke-invitation'
import { getInvitationLink } from './queries'

const { tenant: testTenant, owner, setScene: createFixture } = await createInvitationFixtures()
let fixture: InvitationFixture

beforeEach(async () => {
  fixture = await createFixture()
})
afterAll(disconnect)

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
    await revokeInvitation(await fixture.revoking(), id)
    await expect(resendInvitation(await fixture.inviting(), id)).rejects.toMatchObject({ code: 'gone' })
    const neighbour = await testTenant.createOrganization({ owner })
    await expect(resendInvitation(await fixture.inviting(owner, neighbour), id)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('revokeInvitation', () => {
  it('closes a pending one once, with an event', async () => {
    const { id } = await fixture.send(newAddress())
    const access = await fixture.revoking()
    await revokeInvitation(access, id)
    await expect(revokeInvitation(access, id)).rejects.toMatchObject({ code: 'gone' })
    const events = await testTenant.read((tx) =>
      tx.auditEvent.count({ where: { type: 'invitation.revoked', targetId: id } }),
    )
    expect(events).toBe(1)
  })

  it('finds no invitation of another organization', async () => {
    const { id } = await fixture.send(newAddress())
    const neighbour = await testTenant.createOrganization({ owner })
    const access = await fixture.revoking(neighbour)
    await expect(revokeInvitation(access, id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('getInvitationLink', () => {
  it('shows the link with the ticket that proves nothing', async () => {
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
