import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { parseEmails } from '@/lib/domain/text/parse-emails'
import {
  address,
  retrying,
  createInvitationFixtures,
  newAddress,
  type InvitationFixture,
} from '@/test/fixtures/invitations'
import { invite } from './invite'
import { inviteListed, NotAllReady } from './invite-listed'

const { tenant, owner, setScene: createFixture } = await createInvitationFixtures()
let fixture: InvitationFixture

beforeEach(async () => {
  fixture = await createFixture()
})
afterAll(disconnect)

describe('invite', () => {
  it('makes a pending row that lasts seven days, an event and a mail that holds no secret', async () => {
    const email = newAddress()
    const { invited, refused } = await fixture.invite(email, ['Member', 'Viewer'])
    expect(refused).toEqual([])
    const [row] = await fixture.rowsTo(email)
    expect(row).toMatchObject({ id: invited[0]?.id, state: 'pending', version: 1, inviterName: 'Ola Owner' })
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
    expect(again.invited).toEqual([])
    expect(again.refused[0]?.problem).toContain('Already invited')
  })

  it('50 invites of one address at once make one pending row and one mail', async () => {
    const email = newAddress()
    const access = await fixture.inviting()
    const input = { addresses: [address(email)], roleIds: [tenant.role('Member')] }
    const all = await Promise.all(Array.from({ length: 50 }, () => retrying(() => invite(access, input))))
    expect(all.flatMap(({ invited }) => invited)).toHaveLength(1)
    expect(await fixture.rowsTo(email)).toHaveLength(1)
    expect(await fixture.mailsTo(email)).toHaveLength(1)
  })

  it('an expired invitation does not block a new one', async () => {
    const email = newAddress()
    const sent = await fixture.send(email)
    await fixture.makeOverdue(sent.id)
    const { invited } = await fixture.invite(email)
    expect(invited).toHaveLength(1)
    expect((await fixture.rowsTo(email)).map(({ state }) => state)).toEqual(['expired', 'pending'])
  })

  it('refuses a role above the inviter’s own rights', async () => {
    const admin = await tenant.createUser()
    await tenant.addMember(fixture.organization, admin, ['Admin'])
    await expect(fixture.invite(newAddress(), ['Owner'], admin)).rejects.toMatchObject({
      code: 'not_yours_to_give',
      field: 'roles',
    })
    await expect(fixture.invite(newAddress(), ['Admin'], admin)).resolves.toMatchObject({ refused: [] })
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
        addresses: [address(email)],
        roleIds: [tenant.role('Member'), roleId],
      })
      await expect(refused).rejects.toMatchObject({ code: 'not_yours_to_give' })
      expect(await fixture.rowsTo(email)).toEqual([])
    }
  })

  it('asks for a role', async () => {
    await expect(fixture.invite(newAddress(), [])).rejects.toMatchObject({ code: 'invalid', field: 'roles' })
  })

  it('is not for members without the permission', async () => {
    const member = await tenant.createUser()
    await tenant.addMember(fixture.organization, member, ['Member'])
    await expect(fixture.inviting(member)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('inviteListed', () => {
  function entriesOf(text: string) {
    const entries = parseEmails(text)
    if (!entries.ok) throw new Error(entries.problem)
    return entries.value
  }

  it('tells ok, member, invited and no address apart before anything is sent', async () => {
    const [fresh, invited] = [newAddress(), newAddress()]
    const member = await tenant.createUser()
    await tenant.addMember(fixture.organization, member)
    await fixture.invite(invited)
    const entries = entriesOf(`${fresh}, ${member.email.toUpperCase()}; ${invited}\nnonsense ${fresh}`)
    const input = { entries, roleIds: [tenant.role('Member')] }
    const refusal = await inviteListed(await fixture.inviting(), input).catch((error: unknown) => error)
    if (!(refusal instanceof NotAllReady)) throw new Error('Something was sent.')
    const { checked } = refusal
    expect(checked.ready.map(({ email }) => email)).toEqual([fresh])
    expect(checked.refused.map(({ problem }) => problem)).toEqual([
      'Already a member.',
      expect.stringContaining('Already invited'),
      expect.stringContaining('Enter an email address'),
    ])
    expect(await fixture.rowsTo(fresh)).toEqual([])
  })

  it('leaves out who cannot be invited, if asked to and somebody is left', async () => {
    const [fresh, invited] = [newAddress(), newAddress()]
    await fixture.invite(invited)
    const roleIds = [tenant.role('Member')]
    const some = { entries: entriesOf(`${fresh}, ${invited}, nonsense`), roleIds, leavesOut: true }
    const sent = await inviteListed(await fixture.inviting(), some)
    expect(sent.map(({ email }) => email)).toEqual([fresh])
    expect(await fixture.rowsTo(invited)).toHaveLength(1)
    const nobody = { entries: entriesOf(invited), roleIds, leavesOut: true }
    await expect(inviteListed(await fixture.inviting(), nobody)).rejects.toBeInstanceOf(NotAllReady)
  })

  it('says what is wrong with the addresses before what is wrong with the roles', async () => {
    const invited = newAddress()
    await fixture.invite(invited)
    const input = { entries: entriesOf(invited), roleIds: ['rol_unknown'] }
    await expect(inviteListed(await fixture.inviting(), input)).rejects.toBeInstanceOf(NotAllReady)
  })

  it('tells nothing of people who are members elsewhere', async () => {
    const elsewhere = await tenant.createUser()
    await tenant.createOrganization({ owner: elsewhere })
    const input = { entries: entriesOf(elsewhere.email), roleIds: [tenant.role('Member')] }
    const sent = await inviteListed(await fixture.inviting(), input)
    expect(sent.map(({ email }) => email)).toEqual([elsewhere.email])
  })
})
