import { beforeEach, describe, expect, it } from 'vitest'
import {
  createInvitationFixtures,
  inviteesOf,
  retrying,
  newAddress,
  type InvitationFixture,
} from '@/test/fixtures/invitations'
import { verdictMessage } from './invitation-checks'
import { AddressesRefused, invite } from './invite'

const { tenant, owner, createFixture } = await createInvitationFixtures()
let fixture: InvitationFixture

beforeEach(async () => {
  fixture = await createFixture()
})

describe('invite', () => {
  it('makes a pending row that lasts seven days, an event and a mail that holds no secret', async () => {
    const email = newAddress()
    const { invitations, verdicts } = await fixture.invite(email, ['Member', 'Viewer'])
    expect([...verdicts.values()]).toEqual(['ok'])
    const [invitation] = invitations.values()
    const [row] = await fixture.rowsTo(email)
    expect(row).toMatchObject({ id: invitation?.id, state: 'pending', version: 1, inviterName: 'Ola Owner' })
    expect(row?.offeredRoles.toSorted()).toEqual(['Member', 'Viewer'])
    expect((row?.expiresAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0)).toBe(604_800_000)
    const [mail] = await fixture.mailsTo(email)
    expect(mail?.payload).toEqual({ template: 'invitation', invitationId: row?.id, version: 1 })
    const event = await tenant.read((tx) =>
      tx.auditEvent.findFirstOrThrow({ where: { type: 'invitation.created', targetId: row?.id ?? '' } }),
    )
    expect(event).toMatchObject({ actorId: owner.id, organizationId: fixture.organization.id })
    expect(JSON.stringify(event.details)).not.toContain(email)
  })

  it('keeps only hashes of two different tickets', async () => {
    const sent = await fixture.send(newAddress())
    expect(sent.mailed).not.toBe(sent.shown)
    const tickets = await tenant.read((tx) =>
      tx.invitationTicket.findMany({ where: { invitationId: sent.id } }),
    )
    expect(tickets.map(({ purpose }) => purpose).toSorted()).toEqual(['mailed', 'shown'])
    expect(JSON.stringify(tickets)).not.toContain(sent.mailed)
  })

  it.each([
    ['another case', 'Same.Person@Invited.TEST', 'same.person@invited.test'],
    ['full-width letters', 'ｗｉｄｅ@invited.test', 'wide@invited.test'],
    ['another Unicode form', 'ﬁnd@invited.test', 'find@invited.test'],
  ])('takes an address in %s for the same address', async (_what, written, plain) => {
    await fixture.invite(plain)
    const again = await fixture.invite(written)
    expect(again.invitations.size).toBe(0)
    expect([...again.verdicts.values()]).toEqual(['invited'])
    expect(verdictMessage('invited', again)).toContain('Already invited')
  })

  it('50 invites of one address at once make one pending row and one mail', async () => {
    const email = newAddress()
    const access = await fixture.inviting()
    const input = { invitees: inviteesOf([email], [tenant.role('Member')]) }
    const all = await Promise.all(Array.from({ length: 50 }, () => retrying(() => invite(access, input))))
    expect(all.flatMap(({ invitations }) => [...invitations.keys()])).toHaveLength(1)
    expect(await fixture.rowsTo(email)).toHaveLength(1)
    expect(await fixture.mailsTo(email)).toHaveLength(1)
  })

  it('an expired invitation does not block a new one', async () => {
    const email = newAddress()
    const sent = await fixture.send(email)
    await fixture.makeOverdue(sent.id)
    const { invitations } = await fixture.invite(email)
    expect(invitations.size).toBe(1)
    expect((await fixture.rowsTo(email)).map(({ state }) => state)).toEqual(['expired', 'pending'])
  })

  it('refuses a role above the inviter’s own rights', async () => {
    const admin = await tenant.createUser()
    await tenant.addMember(fixture.organization, admin, ['Admin'])
    await expect(fixture.invite(newAddress(), ['Owner'], admin)).rejects.toMatchObject({
      code: 'not_yours_to_give',
      field: 'roles',
    })
    const { verdicts } = await fixture.invite(newAddress(), ['Admin'], admin)
    expect([...verdicts.values()]).toEqual(['ok'])
  })

  it('refuses roles that are not assignable, another organization’s own, and unknown ones', async () => {
    const neighbour = await tenant.createOrganization({ owner })
    const foreign = await tenant.write((tx) =>
      tx.role.create({
        data: { id: `rol_${crypto.randomUUID().slice(0, 16)}`, name: 'Theirs', organizationId: neighbour.id },
      }),
    )
    const access = await fixture.inviting()
    for (const roleId of [tenant.role('Operator'), tenant.role('Everyone'), foreign.id, 'rol_unknown']) {
      const email = newAddress()
      const refused = invite(access, {
        invitees: inviteesOf([email], [tenant.role('Member'), roleId]),
      })
      await expect(refused).rejects.toMatchObject({ code: 'not_yours_to_give' })
      expect(await fixture.rowsTo(email)).toEqual([])
    }
  })

  it('is not for members without the permission', async () => {
    const member = await tenant.createUser()
    await tenant.addMember(fixture.organization, member, ['Member'])
    await expect(fixture.inviting(member)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('invites no one where `require` is not met, before it checks the roles', async () => {
    const [fresh, invited] = [newAddress(), newAddress()]
    await fixture.invite(invited)
    const access = await fixture.inviting()
    const both = inviteesOf([fresh, invited], [tenant.role('Member')])
    const refusal = await invite(access, { invitees: both, require: 'all' }).catch((error: unknown) => error)
    if (!(refusal instanceof AddressesRefused)) throw new Error('An invitation was sent.')
    expect([...refusal.refused.verdicts]).toEqual([
      [fresh, 'ok'],
      [invited, 'invited'],
    ])
    const [, taken] = inviteesOf([fresh, invited], ['rol_unknown'])
    if (!taken) throw new Error('There are two invitees.')
    for (const require of ['all', 'any'] as const)
      await expect(invite(access, { invitees: [taken], require })).rejects.toBeInstanceOf(AddressesRefused)
    expect(await fixture.rowsTo(fresh)).toEqual([])
    expect((await invite(access, { invitees: both, require: 'any' })).invitations.size).toBe(1)
  })

  it('answers the verdicts and writes nothing in a dry run', async () => {
    const email = newAddress()
    const invitees = inviteesOf([email], [tenant.role('Member')])
    const { verdicts, invitations } = await invite(await fixture.inviting(), { invitees, isDryRun: true })
    expect([...verdicts]).toEqual([[email, 'ok']])
    expect(invitations.size).toBe(0)
    expect(await fixture.rowsTo(email)).toEqual([])
  })
})
