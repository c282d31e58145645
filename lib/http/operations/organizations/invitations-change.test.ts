import { beforeAll, describe, expect, it } from 'vitest'
import { findInvitation } from '@/lib/domain/invitations/find-invitation'
import {
  countInvitationRows,
  createInvitation,
  expectNotFound,
  expectRefusal,
  startInvitationsApi,
  type InvitationsApi,
} from '@/test/fixtures/invitations-api'

let fixture: InvitationsApi

beforeAll(async () => {
  fixture = await startInvitationsApi()
})

describe('PATCH /organizations/{id}/invitations/{invitation_id}', () => {
  it('200: replaces the roles, keeps the link, writes an event', async () => {
    const { api, operator, path, invitations } = fixture
    const before = await createInvitation(fixture, {
      roles: [api.tenant.role('Owner'), api.tenant.role('Viewer')],
    })
    const roles = [api.tenant.role('Member'), api.tenant.role('Viewer')]
    const { status, json } = await operator.send('PATCH', `${path}/${before.id}`, { roles })
    expect({ status, ...json }).toEqual({ ...before, status: 200, roles })
    const events = await invitations.eventsOf('invitation.roles_changed')
    expect(events.filter(({ targetId }) => targetId === before.id)).toHaveLength(1)
  })

  it('200: with the ETag of what was read; 412 with an older one', async () => {
    const { api, operator, path } = fixture
    const { id } = await createInvitation(fixture)
    const tag = (await operator.get(`${path}/${id}`)).headers.get('etag') ?? ''
    const change = (role: string) =>
      operator.request('PATCH', `${path}/${id}`, {
        headers: { 'if-match': tag },
        raw: JSON.stringify({ roles: [api.tenant.role(role)] }),
      })
    expect(await change('Member')).toMatchObject({ status: 200 })
    expect(await change('Owner')).toMatchObject({ status: 412 })
  })

  it.each([
    ['no roles', {}],
    ['an empty list', { roles: [] }],
    ['51 roles', { roles: Array.from({ length: 51 }, (_, index) => `rol_${index}`) }],
    ['an unknown property', { roles: ['rol_none'], ttl_sec: 1 }],
    ['a role that does not exist', { roles: ['rol_none'] }],
  ])('400: %s', async (_what, body) => {
    const { id } = await createInvitation(fixture)
    await expectRefusal(fixture, 400, () => fixture.operator.send('PATCH', `${fixture.path}/${id}`, body))
  })

  it('403: adding or removing a role that the caller may not grant', async () => {
    const { api, bound, path } = fixture
    const [owner, viewer] = [api.tenant.role('Owner'), api.tenant.role('Viewer')]
    const { id } = await createInvitation(fixture)
    await expectRefusal(fixture, 403, () => bound.send('PATCH', `${path}/${id}`, { roles: [owner] }))
    const mighty = await createInvitation(fixture, { roles: [owner] })
    await expectRefusal(fixture, 403, () => bound.send('PATCH', `${path}/${mighty.id}`, { roles: [viewer] }))
  })

  it('404: for an unknown id and for another organization’s', async () => {
    await expectNotFound(fixture, (path) =>
      fixture.operator.send('PATCH', path, { roles: [fixture.api.tenant.role('Viewer')] }),
    )
  })

  it('410: for a closed invitation', async () => {
    const { id } = await createInvitation(fixture)
    await fixture.invitations.revoke(id)
    const body = { roles: [fixture.api.tenant.role('Viewer')] }
    await expectRefusal(fixture, 410, () => fixture.operator.send('PATCH', `${fixture.path}/${id}`, body))
  })
})

describe('DELETE /organizations/{id}/invitations/{invitation_id}', () => {
  it.each(['operator', 'bound', 'ownerCaller'] as const)('204: by %s, with one event', async (who) => {
    const { id, ticket_id: ticket } = await createInvitation(fixture)
    const { status, text } = await fixture[who].send('DELETE', `${fixture.path}/${id}`)
    expect({ status, text }).toEqual({ status: 204, text: '' })
    expect(await findInvitation(fixture.api.tenant.tenantId, ticket, null)).toMatchObject({
      state: 'revoked',
    })
    const events = await fixture.invitations.eventsOf('invitation.revoked')
    expect(events.filter(({ targetId }) => targetId === id)).toHaveLength(1)
  })

  it('204: for an expired invitation, which does not change', async () => {
    const { id } = await createInvitation(fixture)
    await fixture.api.tenant.write((tx) =>
      tx.invitation.updateMany({ where: { id }, data: { state: 'expired', closedAt: new Date() } }),
    )
    const before = await countInvitationRows(fixture)
    expect(await fixture.operator.send('DELETE', `${fixture.path}/${id}`)).toMatchObject({ status: 204 })
    expect(await fixture.invitations.stateOf(id)).toBe('expired')
    expect(await countInvitationRows(fixture)).toEqual(before)
  })

  it('404: for an unknown invitation, another organization’s, and one that was revoked before', async () => {
    await expectNotFound(fixture, (path) => fixture.operator.send('DELETE', path))
    const { id } = await createInvitation(fixture)
    await fixture.invitations.revoke(id)
    const { json } = await expectRefusal(fixture, 404, () =>
      fixture.operator.send('DELETE', `${fixture.path}/${id}`),
    )
    expect(json.message).toBe('The invitation does not exist.')
  })
})
