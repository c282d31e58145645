import { beforeEach, describe, expect, it } from 'vitest'
import { invite } from '@/lib/domain/invitations/invite'
import { resendInvitation } from '@/lib/domain/invitations/resend-invitation'
import { revokeInvitations } from '@/lib/domain/invitations/revoke-invitations'
import {
  createInvitationFixtures,
  inviteesOf,
  newAddress,
  type InvitationFixture,
} from '@/test/fixtures/invitations'
import { getInvitationsPage } from './invitations-page'

const { tenant, owner, createFixture } = await createInvitationFixtures()
let fixture: InvitationFixture

beforeEach(async () => {
  fixture = await createFixture()
})

describe('getInvitationsPage', () => {
  it('shows what is pending and expired, or the state that is asked for', async () => {
    const [open, overdue, revoked] = [newAddress(), newAddress(), newAddress()]
    await fixture.invite(open)
    await fixture.makeOverdue((await fixture.send(overdue)).id)
    const { id } = await fixture.send(revoked)
    await revokeInvitations(await fixture.revoking(), [id])
    const access = await fixture.reading()
    const states = async (filter: Parameters<typeof getInvitationsPage>[1]) =>
      (await getInvitationsPage(access, filter)).rows.map(({ email, state }) => [email, state])
    expect(await states({})).toEqual([
      [open, 'pending'],
      [overdue, 'expired'],
    ])
    expect(await states({ state: 'revoked' })).toEqual([[revoked, 'revoked']])
    expect(await states({ state: 'all' })).toHaveLength(3)
  })

  it('says which can be sent again, and leaves out expired ones of members and those that were sent again', async () => {
    const [again, over, revoked] = [newAddress(), newAddress(), newAddress()]
    const first = await fixture.send(again)
    await fixture.expire(first.id)
    await resendInvitation(await fixture.inviting(), first.id)
    await fixture.expire((await fixture.send(over)).id)
    await fixture.revoke((await fixture.send(revoked)).id)
    const person = await tenant.createUser()
    await fixture.expire((await fixture.send(person.email)).id)
    await tenant.addMember(fixture.organization, person)
    const access = await fixture.reading()
    const seen = async (filter: Parameters<typeof getInvitationsPage>[1]) =>
      (await getInvitationsPage(access, filter)).rows.map((one) => [one.email, one.state, one.isResendable])
    const open = [
      [over, 'expired', true],
      [again, 'pending', true],
    ]
    expect((await seen({})).toSorted()).toEqual(open.toSorted())
    expect((await seen({ state: 'expired' })).toSorted()).toEqual(
      [
        [over, 'expired', true],
        [again, 'expired', false],
        [person.email, 'expired', false],
      ].toSorted(),
    )
    expect(await seen({ state: 'revoked' })).toEqual([[revoked, 'revoked', false]])
  })

  it('finds by the beginning of the address, sorts, and cuts pages of 25', async () => {
    const addresses = Array.from(
      { length: 30 },
      (_, number) => `page-${String(number).padStart(2, '0')}@invited.test`,
    )
    await invite(await fixture.inviting(), {
      invitees: inviteesOf([...addresses, '%x@invited.test'], [tenant.role('Viewer')]),
    })
    const access = await fixture.reading()
    const first = await getInvitationsPage(access, { query: ' PAGE-', sort: 'address' })
    expect(first).toMatchObject({ total: 30 })
    expect(first.rows).toHaveLength(25)
    expect(first.rows[0]?.email).toBe('page-00@invited.test')
    const second = await getInvitationsPage(access, {
      query: 'page-',
      sort: '-address',
      page: 2,
    })
    expect(second.rows.at(-1)?.email).toBe('page-00@invited.test')
    expect((await getInvitationsPage(access, { query: '%' })).total).toBe(1)
  })

  it('shows nothing of another organization', async () => {
    await fixture.invite(newAddress())
    const neighbour = await tenant.createOrganization({ owner })
    const access = await fixture.reading(neighbour)
    expect((await getInvitationsPage(access, { state: 'all' })).total).toBe(0)
  })
})
