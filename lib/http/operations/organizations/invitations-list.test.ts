import { beforeAll, describe, expect, it } from 'vitest'
import { acceptInvitation } from '@/lib/domain/invitations/accept-invitation'
import { declineInvitation } from '@/lib/domain/invitations/decline-invitation'
import { invitationBody, startInvitationsApi, type InvitationsApi } from '@/test/fixtures/invitations-api'

let fixture: InvitationsApi
/** The ids of the invitations, by state. */
const made: Record<string, string> = {}
const states = ['pending', 'expired', 'overdue', 'accepted', 'declined', 'revoked']

beforeAll(async () => {
  fixture = await startInvitationsApi()
  const { api, operator, path, invitations } = fixture
  const guest = await api.tenant.createUser({ email: 'accepted@tenant.test' })
  for (const state of states) {
    const { json } = await operator.send('POST', path, invitationBody(fixture, `${state}@tenant.test`))
    made[state] = String(json.id)
  }
  const tickets = (state: string) => invitations.ticketsOf(String(made[state]))
  for (const state of ['expired', 'overdue']) await invitations.makeOverdue(String(made[state]))
  await api.tenant.write((tx) =>
    tx.invitation.updateMany({ where: { id: String(made.expired) }, data: { state: 'expired' } }),
  )
  await acceptInvitation(guest.self, (await tickets('accepted')).mailed)
  await declineInvitation(api.tenant.tenantId, (await tickets('declined')).mailed, null)
  await invitations.revoke(String(made.revoked))
})

describe('GET /organizations/{id}/invitations', () => {
  it('200: pending and expired invitations, the newest first, with links', async () => {
    const { rows } = await fixture.operator.get(fixture.path)
    expect(rows.map(({ id }) => id)).toEqual([made.overdue, made.expired, made.pending])
    expect(rows.map(({ state }) => state)).toEqual(['expired', 'expired', 'pending'])
    const { mailed } = await fixture.invitations.ticketsOf(String(made.pending))
    expect(rows[2]).toMatchObject({ ticket_id: mailed, app_metadata: {} })
  })

  it('200: the oldest first', async () => {
    const { rows } = await fixture.operator.get(`${fixture.path}?sort=created_at:1`)
    expect(rows.map(({ id }) => id)).toEqual([made.pending, made.expired, made.overdue])
  })

  it.each([
    ['state=pending', ['pending']],
    ['state=accepted,declined', ['declined', 'accepted']],
    ['state=revoked&state=pending', ['revoked', 'pending']],
    ['state=expired', ['overdue', 'expired']],
    ['email=PENDING@tenant.test', ['pending']],
    ['email=revoked@tenant.test', []],
    ['email=revoked@tenant.test&state=revoked', ['revoked']],
    ['email=pend', []],
  ])('200: %s', async (query, expected) => {
    const { rows } = await fixture.operator.get(`${fixture.path}?${query}`)
    expect(rows.map(({ id }) => id)).toEqual(expected.map((state) => made[state]))
  })

  it('200: by page, with totals, and past the end', async () => {
    const all = `state=${states.filter((state) => state !== 'overdue').join(',')}&sort=created_at:1`
    const { json } = await fixture.operator.get(
      `${fixture.path}?${all}&page=1&per_page=4&include_totals=true`,
    )
    expect(json).toMatchObject({ start: 4, limit: 4, total: 6 })
    expect(json.invitations).toHaveLength(2)
    expect((await fixture.operator.get(`${fixture.path}?${all}&page=9&per_page=4`)).rows).toEqual([])
  })

  it.each([1, -1])('200: from checkpoints, every row exactly once (%s)', async (way) => {
    const query = `state=${states.filter((state) => state !== 'overdue').join(',')}&sort=created_at:${way}&take=2`
    const seen: unknown[] = []
    let from = ''
    do {
      const { json } = await fixture.operator.get(`${fixture.path}?${query}${from && `&from=${from}`}`)
      seen.push(...(json.invitations as { id: string }[]).map(({ id }) => id))
      from = typeof json.next === 'string' ? json.next : ''
    } while (from !== '')
    const inOrder = states.map((state) => made[state])
    expect(seen).toEqual(way === 1 ? inOrder : inOrder.toReversed())
  })

  it('200: the requested properties', async () => {
    const { rows } = await fixture.operator.get(`${fixture.path}?fields=id,invitee&state=pending`)
    expect(rows).toEqual([{ id: made.pending, invitee: { email: 'pending@tenant.test' } }])
  })

  it('200: for a caller bound to the organization, with links that verify no address', async () => {
    const { shown } = await fixture.invitations.ticketsOf(String(made.pending))
    for (const caller of [fixture.bound, fixture.ownerCaller]) {
      const { rows } = await caller.get(`${fixture.path}?state=pending`)
      expect(rows).toMatchObject([{ id: made.pending, ticket_id: shown }])
      expect(rows[0]).not.toHaveProperty('app_metadata')
    }
  })

  it('200: for a caller that may only read, with links that verify no address', async () => {
    const reader = await fixture.api.asMachine(['read:organization_invitations'])
    const { shown } = await fixture.invitations.ticketsOf(String(made.pending))
    const { rows } = await reader.get(`${fixture.path}?state=pending`)
    expect(rows).toMatchObject([{ ticket_id: shown, app_metadata: {} }])
  })

  it.each(['state=open', 'sort=email:1', 'take=0', 'per_page=101', 'from=uinv_none', 'page=11&per_page=100'])(
    '400: %s',
    async (query) => {
      expect(await fixture.operator.get(`${fixture.path}?${query}`)).toMatchObject({ status: 400 })
    },
  )

  it('404: an unknown organization', async () => {
    const { status, json } = await fixture.operator.get('organizations/org_none/invitations')
    expect({ status, ...json }).toMatchObject({ status: 404, message: /^No organization found/ })
  })
})

describe('GET /organizations/{id}/invitations/{invitation_id}', () => {
  it('200: as in the list', async () => {
    const [{ rows }, { json, headers }] = await Promise.all([
      fixture.operator.get(`${fixture.path}?state=pending`),
      fixture.operator.get(`${fixture.path}/${made.pending}`),
    ])
    expect(json).toEqual(rows[0])
    expect(headers.get('etag')).toMatch(/^"/)
  })

  it('200: a closed one, if the request names its state', async () => {
    const { json } = await fixture.operator.get(`${fixture.path}/${made.accepted}?state=accepted`)
    expect(json).toMatchObject({ id: made.accepted, state: 'accepted' })
  })

  it('400: an unknown state', async () => {
    expect(await fixture.operator.get(`${fixture.path}/${made.pending}?state=open`)).toMatchObject({
      status: 400,
    })
  })

  it('404: unknown, closed, or another organization’s', async () => {
    const { api, operator, path } = fixture
    const elsewhere = await api.tenant.createOrganization()
    for (const at of [
      `${path}/uinv_none`,
      `${path}/${made.accepted}`,
      `${path}/${made.revoked}`,
      `organizations/${elsewhere.id}/invitations/${made.pending}`,
    ]) {
      const { status, json } = await operator.get(at)
      expect({ status, ...json }).toMatchObject({ status: 404, message: 'The invitation does not exist.' })
    }
  })
})
