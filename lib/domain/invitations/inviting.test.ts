import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { parseEmails } from '@/lib/domain/text/parse-emails'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { address, sendInvitation } from '@/test/invitations'
import { invite } from './invite'
import { judgeInvitees } from './judge-invitees'
import { listInvitations } from './list-invitations'
import { resendInvitation } from './resend-invitation'
import { revokeInvitation } from './revoke-invitation'
import { showLink } from './show-link'

let house: House
let owner: Person
let place: Place

beforeAll(async () => {
  house = await makeHouse()
  owner = await house.person({ name: 'Ola Owner' })
})
beforeEach(async () => {
  place = await house.organization({ owner })
})
afterAll(disconnect)

let counter = 0
function someone(): string {
  counter += 1
  return `someone-${counter}@invited.test`
}

function inviting(person = owner, at = place) {
  return house.accessTo(at, person, 'create:organization_invitations')
}

async function inviteOne(email: string, roles = ['Member'], person = owner) {
  return invite(await inviting(person), {
    addresses: [address(email)],
    roleIds: roles.map((role) => house.role(role)),
  })
}

async function makeOverdue(id: string): Promise<void> {
  await house.arrange(
    (tx) => tx.$executeRaw`
    UPDATE invitations SET expires_at = now() - interval '1 second', sent_at = now() - interval '8 days'
    WHERE tenant_id = ${house.tenantId} AND id = ${id}`,
  )
}

async function letCoolDown(id: string): Promise<void> {
  await house.arrange(
    (tx) => tx.$executeRaw`
    UPDATE invitations SET sent_at = now() - interval '61 seconds' WHERE tenant_id = ${house.tenantId} AND id = ${id}`,
  )
}

function rowsTo(email: string) {
  return house.look((tx) =>
    tx.invitation.findMany({
      where: { tenantId: house.tenantId, emailFolded: email.toLowerCase() },
      orderBy: { createdAt: 'asc' },
      include: { tickets: true, roles: true },
    }),
  )
}

function mailsTo(email: string) {
  return house.look((tx) => tx.mail.findMany({ where: { tenantId: house.tenantId, recipient: email } }))
}

describe('invite', () => {
  it('makes a pending row that lasts seven days, an event and a mail that holds no secret', async () => {
    const email = someone()
    const { invited, refused } = await inviteOne(email, ['Member', 'Viewer'])
    expect(refused).toEqual([])
    const [row] = await rowsTo(email)
    expect(row).toMatchObject({ id: invited[0]?.id, state: 'pending', version: 1, inviterName: 'Ola Owner' })
    expect(row?.offeredRoles.toSorted()).toEqual(['Member', 'Viewer'])
    expect((row?.expiresAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0)).toBe(604_800_000)
    const [mail] = await mailsTo(email)
    expect(mail?.payload).toEqual({ template: 'invitation', invitationId: row?.id, version: 1 })
    const event = await house.look((tx) =>
      tx.auditEvent.findFirstOrThrow({ where: { type: 'invitation.created', targetId: row?.id ?? '' } }),
    )
    expect(event).toMatchObject({ actorId: owner.id, organizationId: place.id })
    expect(JSON.stringify(event.details)).not.toContain(email)
  })

  it('keeps only hashes of two different tickets', async () => {
    const sent = await sendInvitation(house, { place, inviter: owner, email: someone() })
    expect(sent.mailed).not.toBe(sent.shown)
    const tickets = await house.look((tx) =>
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
    await inviteOne(plain)
    const again = await inviteOne(written)
    expect(again.invited).toEqual([])
    expect(again.refused[0]?.problem).toContain('Already invited')
  })

  it('50 invites of one address at once make one pending row and one mail', async () => {
    const email = someone()
    const access = await inviting()
    const input = { addresses: [address(email)], roleIds: [house.role('Member')] }
    const all = await Promise.all(Array.from({ length: 50 }, () => invite(access, input)))
    expect(all.flatMap(({ invited }) => invited)).toHaveLength(1)
    expect(await rowsTo(email)).toHaveLength(1)
    expect(await mailsTo(email)).toHaveLength(1)
  })

  it('an expired invitation does not block a new one', async () => {
    const email = someone()
    const sent = await sendInvitation(house, { place, inviter: owner, email })
    await makeOverdue(sent.id)
    const { invited } = await inviteOne(email)
    expect(invited).toHaveLength(1)
    expect((await rowsTo(email)).map(({ state }) => state)).toEqual(['expired', 'pending'])
  })

  it('refuses a role above the inviter’s own rights', async () => {
    const admin = await house.person()
    await house.member(place, admin, ['Admin'])
    await expect(inviteOne(someone(), ['Owner'], admin)).rejects.toMatchObject({
      code: 'not_yours_to_give',
      field: 'roles',
    })
    await expect(inviteOne(someone(), ['Admin'], admin)).resolves.toMatchObject({ refused: [] })
  })

  it('refuses roles that are not assignable, another organization’s own, and unknown ones', async () => {
    const neighbour = await house.organization({ owner })
    const foreign = await house.arrange((tx) =>
      tx.role.create({
        data: { id: `rol_${crypto.randomUUID().slice(0, 16)}`, name: 'Theirs', organizationId: neighbour.id },
      }),
    )
    const access = await inviting()
    for (const roleId of [house.role('Operator'), house.role('Everyone'), foreign.id, 'rol_unknown']) {
      const email = someone()
      const refused = invite(access, { addresses: [address(email)], roleIds: [house.role('Member'), roleId] })
      await expect(refused).rejects.toMatchObject({ code: 'not_yours_to_give' })
      expect(await rowsTo(email)).toEqual([])
    }
  })

  it('asks for a role', async () => {
    await expect(inviteOne(someone(), [])).rejects.toMatchObject({ code: 'invalid', field: 'roles' })
  })

  it('is not for members without the permission', async () => {
    const member = await house.person()
    await house.member(place, member, ['Member'])
    await expect(inviting(member)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('limits', () => {
  it('a new organization sends 50 mails a day, under 100 at once', async () => {
    const access = await inviting()
    const emails = Array.from({ length: 100 }, someone)
    const outcomes = await Promise.allSettled(
      emails.map((email) => invite(access, { addresses: [address(email)], roleIds: [house.role('Viewer')] })),
    )
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused).toHaveLength(50)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'too_many', field: 'emails' })
    const mails = await house.look((tx) => tx.mail.count({ where: { organizationId: place.id } }))
    expect(mails).toBe(50)
  })

  it('an organization older than 30 days sends 500', async () => {
    await house.arrange(
      (tx) => tx.$executeRaw`
      UPDATE organizations SET created_at = now() - interval '31 days' WHERE id = ${place.id}`,
    )
    const addresses = Array.from({ length: 60 }, () => address(someone()))
    const { invited } = await invite(await inviting(), { addresses, roleIds: [house.role('Viewer')] })
    expect(invited).toHaveLength(60)
  })

  it('an address gets three mails a day over all organizations, under 20 at once', async () => {
    const email = someone()
    const places = await Promise.all(Array.from({ length: 20 }, () => house.organization({ owner })))
    const all = await Promise.all(
      places.map(async (at) =>
        invite(await inviting(owner, at), { addresses: [address(email)], roleIds: [house.role('Viewer')] }),
      ),
    )
    expect(all.flatMap(({ invited }) => invited)).toHaveLength(3)
    expect(await mailsTo(email)).toHaveLength(3)
    const refused = all.flatMap((one) => one.refused)
    expect(refused).toHaveLength(17)
    expect(refused[0]?.problem).toContain('no more invitations today')
  })

  it('resends count for the address too', async () => {
    const email = someone()
    const { id } = await sendInvitation(house, { place, inviter: owner, email })
    for (const _ of [2, 3]) {
      await letCoolDown(id)
      await resendInvitation(await inviting(), id)
    }
    await letCoolDown(id)
    await expect(resendInvitation(await inviting(), id)).rejects.toMatchObject({ code: 'too_many' })
    expect(await mailsTo(email)).toHaveLength(3)
  })
})

describe('judgeInvitees', () => {
  it('tells ok, member, invited and no address apart before anything is sent', async () => {
    const [fresh, invited] = [someone(), someone()]
    const member = await house.person()
    await house.member(place, member)
    await inviteOne(invited)
    const entries = parseEmails(`${fresh}, ${member.email.toUpperCase()}; ${invited}\nnonsense ${fresh}`)
    if (!entries.ok) throw new Error(entries.problem)
    const judged = await judgeInvitees(await inviting(), entries.value)
    expect(judged.ready.map(({ email }) => email)).toEqual([fresh])
    expect(judged.refused.map(({ problem }) => problem)).toEqual([
      'Already a member.',
      expect.stringContaining('Already invited'),
      expect.stringContaining('Enter an email address'),
    ])
    expect(await rowsTo(fresh)).toEqual([])
  })

  it('tells nothing of people who are members elsewhere', async () => {
    const elsewhere = await house.person()
    await house.organization({ owner: elsewhere })
    const entries = parseEmails(elsewhere.email)
    if (!entries.ok) throw new Error(entries.problem)
    const judged = await judgeInvitees(await inviting(), entries.value)
    expect(judged.refused).toEqual([])
  })
})

describe('resendInvitation', () => {
  it('makes a new version, a new mail and the whole time again', async () => {
    const email = someone()
    const { id } = await sendInvitation(house, { place, inviter: owner, email })
    await makeOverdue(id)
    const { expiresAt } = await resendInvitation(await inviting(), id)
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 600_000_000)
    const [row] = await rowsTo(email)
    expect(row).toMatchObject({ state: 'pending', version: 2 })
    expect(row?.tickets).toHaveLength(4)
    expect((await mailsTo(email)).map(({ payload }) => payload)).toContainEqual({
      template: 'invitation',
      invitationId: id,
      version: 2,
    })
  })

  it('waits a minute between two mails, however many ask at once', async () => {
    const { id } = await sendInvitation(house, { place, inviter: owner, email: someone() })
    await expect(resendInvitation(await inviting(), id)).rejects.toMatchObject({ code: 'too_many' })
    await letCoolDown(id)
    const access = await inviting()
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => resendInvitation(access, id)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('sends no role that the sender may not give', async () => {
    const admin = await house.person()
    await house.member(place, admin, ['Admin'])
    const { id } = await sendInvitation(house, { place, inviter: owner, email: someone(), roles: ['Owner'] })
    await letCoolDown(id)
    const resending = resendInvitation(await inviting(admin), id)
    await expect(resending).rejects.toMatchObject({ code: 'not_yours_to_give' })
  })

  it('does nothing to one that was answered, and finds none of another organization', async () => {
    const { id } = await sendInvitation(house, { place, inviter: owner, email: someone() })
    await revokeInvitation(await house.accessTo(place, owner, 'delete:organization_invitations'), id)
    await expect(resendInvitation(await inviting(), id)).rejects.toMatchObject({ code: 'gone' })
    const neighbour = await house.organization({ owner })
    await expect(resendInvitation(await inviting(owner, neighbour), id)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('revokeInvitation', () => {
  it('closes a pending one once, with an event', async () => {
    const { id } = await sendInvitation(house, { place, inviter: owner, email: someone() })
    const access = await house.accessTo(place, owner, 'delete:organization_invitations')
    await revokeInvitation(access, id)
    await expect(revokeInvitation(access, id)).rejects.toMatchObject({ code: 'gone' })
    const events = await house.look((tx) =>
      tx.auditEvent.count({ where: { type: 'invitation.revoked', targetId: id } }),
    )
    expect(events).toBe(1)
  })

  it('finds no invitation of another organization', async () => {
    const { id } = await sendInvitation(house, { place, inviter: owner, email: someone() })
    const neighbour = await house.organization({ owner })
    const access = await house.accessTo(neighbour, owner, 'delete:organization_invitations')
    await expect(revokeInvitation(access, id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('showLink', () => {
  it('shows the link with the ticket that proves nothing', async () => {
    const { id, shown } = await sendInvitation(house, { place, inviter: owner, email: someone() })
    const tenant = await house.look((tx) => tx.tenant.findUniqueOrThrow({ where: { id: house.tenantId } }))
    expect(await showLink(await inviting(), id)).toBe(`${tenant.url}/invitations/${shown}`)
  })

  it('shows none of a closed or an overdue invitation, nor another organization’s', async () => {
    const { id } = await sendInvitation(house, { place, inviter: owner, email: someone() })
    const neighbour = await house.organization({ owner })
    await expect(showLink(await inviting(owner, neighbour), id)).rejects.toMatchObject({ code: 'not_found' })
    await makeOverdue(id)
    await expect(showLink(await inviting(), id)).rejects.toMatchObject({ code: 'gone' })
  })
})

describe('listInvitations', () => {
  it('shows what is pending and expired, or the state that is asked for', async () => {
    const [open, overdue, revoked] = [someone(), someone(), someone()]
    await inviteOne(open)
    await makeOverdue((await sendInvitation(house, { place, inviter: owner, email: overdue })).id)
    const { id } = await sendInvitation(house, { place, inviter: owner, email: revoked })
    await revokeInvitation(await house.accessTo(place, owner, 'delete:organization_invitations'), id)
    const access = await house.accessTo(place, owner, 'read:organization_invitations')
    const states = async (filter: Parameters<typeof listInvitations>[1]) =>
      (await listInvitations(access, filter)).invitations.map(({ email, state }) => [email, state])
    expect(await states({})).toEqual([
      [open, 'pending'],
      [overdue, 'expired'],
    ])
    expect(await states({ state: 'revoked' })).toEqual([[revoked, 'revoked']])
    expect(await states({ state: 'all' })).toHaveLength(3)
  })

  it('finds by the beginning of the address, sorts, and cuts pages of 25', async () => {
    const addresses = Array.from({ length: 30 }, (_, place) =>
      address(`page-${String(place).padStart(2, '0')}@invited.test`),
    )
    await invite(await inviting(), {
      addresses: [...addresses, address('%x@invited.test')],
      roleIds: [house.role('Viewer')],
    })
    const access = await house.accessTo(place, owner, 'read:organization_invitations')
    const first = await listInvitations(access, { query: ' PAGE-', sort: 'address' })
    expect(first).toMatchObject({ total: 30 })
    expect(first.invitations).toHaveLength(25)
    expect(first.invitations[0]?.email).toBe('page-00@invited.test')
    const second = await listInvitations(access, {
      query: 'page-',
      sort: 'address',
      descending: true,
      page: 2,
    })
    expect(second.invitations.at(-1)?.email).toBe('page-00@invited.test')
    expect((await listInvitations(access, { query: '%' })).total).toBe(1)
  })

  it('shows nothing of another organization', async () => {
    await inviteOne(someone())
    const neighbour = await house.organization({ owner })
    const access = await house.accessTo(neighbour, owner, 'read:organization_invitations')
    expect((await listInvitations(access, { state: 'all' })).total).toBe(0)
  })
})
