import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { createInvitationFixtures, newAddress, type InvitationFixture } from '@/test/fixtures/invitations'
import { resendInvitation } from './resend-invitation'
import { revokeInvitation } from './revoke-invitation'
import { getInvitationLink } from './queries'

const { house, owner, setScene } = await createInvitationFixtures()
let scene: InvitationFixture

beforeEach(async () => {
  scene = await setScene()
})
afterAll(disconnect)

describe('resendInvitation', () => {
  it('makes a new version, a new mail and the whole time again', async () => {
    const email = newAddress()
    const { id } = await scene.send(email)
    await scene.makeOverdue(id)
    const { expiresAt } = await resendInvitation(await scene.inviting(), id)
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 600_000_000)
    const [row] = await scene.rowsTo(email)
    expect(row).toMatchObject({ state: 'pending', version: 2 })
    expect(row?.tickets).toHaveLength(4)
    expect((await scene.mailsTo(email)).map(({ payload }) => payload)).toContainEqual({
      template: 'invitation',
      invitationId: id,
      version: 2,
    })
  })

  it('waits a minute between two mails, however many ask at once', async () => {
    const { id } = await scene.send(newAddress())
    await expect(resendInvitation(await scene.inviting(), id)).rejects.toMatchObject({ code: 'too_many' })
    await scene.coolDown(id)
    const access = await scene.inviting()
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => resendInvitation(access, id)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('sends no role that the sender may not give', async () => {
    const admin = await house.person()
    await house.member(scene.organization, admin, ['Admin'])
    const { id } = await scene.send(newAddress(), ['Owner'])
    const resend = async () => resendInvitation(await scene.inviting(admin), id)
    await scene.coolDown(id)
    await expect(resend()).rejects.toMatchObject({ code: 'not_yours_to_give' })
    await scene.expire(id)
    await expect(resend()).rejects.toMatchObject({ code: 'not_yours_to_give' })
  })

  it('sends another like one that expired, which stays closed', async () => {
    const email = newAddress()
    const { id } = await scene.send(email, ['Member', 'Viewer'])
    await scene.expire(id)
    const sent = await resendInvitation(await scene.inviting(), id)
    expect(sent).toMatchObject({ email, state: 'pending' })
    expect(sent.roles.map(({ name }) => name)).toEqual(['Member', 'Viewer'])
    expect((await scene.rowsTo(email)).map(({ state }) => state)).toEqual(['expired', 'pending'])
    expect(await scene.mailsTo(email)).toHaveLength(2)
  })

  it('says what else would do where the roles of one that expired are gone', async () => {
    await scene.makeRole('Passing')
    const { id } = await scene.send(newAddress(), ['Passing'])
    await scene.expire(id)
    await house.write((tx) => tx.role.deleteMany({ where: { id: house.role('Passing') } }))
    await expect(resendInvitation(await scene.inviting(), id)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/Invite the person again with others/) as string,
    })
  })

  it('sends one other, however many ask at once', async () => {
    const { id } = await scene.send(newAddress())
    await scene.expire(id)
    const access = await scene.inviting()
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => resendInvitation(access, id)))
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    expect(refused).toHaveLength(9)
    for (const reason of refused) expect(reason).toMatchObject({ code: 'conflict' })
  })

  it('does nothing to one that was answered, and finds none of another organization', async () => {
    const { id } = await scene.send(newAddress())
    await revokeInvitation(await scene.revoking(), id)
    await expect(resendInvitation(await scene.inviting(), id)).rejects.toMatchObject({ code: 'gone' })
    const neighbour = await house.organization({ owner })
    await expect(resendInvitation(await scene.inviting(owner, neighbour), id)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('revokeInvitation', () => {
  it('closes a pending one once, with an event', async () => {
    const { id } = await scene.send(newAddress())
    const access = await scene.revoking()
    await revokeInvitation(access, id)
    await expect(revokeInvitation(access, id)).rejects.toMatchObject({ code: 'gone' })
    const events = await house.read((tx) =>
      tx.auditEvent.count({ where: { type: 'invitation.revoked', targetId: id } }),
    )
    expect(events).toBe(1)
  })

  it('finds no invitation of another organization', async () => {
    const { id } = await scene.send(newAddress())
    const neighbour = await house.organization({ owner })
    const access = await scene.revoking(neighbour)
    await expect(revokeInvitation(access, id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('getInvitationLink', () => {
  it('shows the link with the ticket that proves nothing', async () => {
    const { id, shown } = await scene.send(newAddress())
    const tenant = await house.read((tx) => tx.tenant.findUniqueOrThrow({ where: { id: house.tenantId } }))
    expect(await getInvitationLink(await scene.inviting(), id)).toBe(`${tenant.url}/invitations/${shown}`)
  })

  it('shows none of a closed or an overdue invitation, nor another organization’s', async () => {
    const { id } = await scene.send(newAddress())
    const neighbour = await house.organization({ owner })
    await expect(getInvitationLink(await scene.inviting(owner, neighbour), id)).rejects.toMatchObject({
      code: 'not_found',
    })
    await scene.makeOverdue(id)
    await expect(getInvitationLink(await scene.inviting(), id)).rejects.toMatchObject({ code: 'gone' })
  })
})
