import { beforeAll, describe, expect, it } from 'vitest'
import { newAddress } from '@/test/fixtures/invitations'
import { invitationBody, startInvitationsApi, type InvitationsApi } from '@/test/fixtures/invitations-api'
import { limitDomains } from '@/test/fixtures/organization-limits'

let fixture: InvitationsApi

beforeAll(async () => {
  fixture = await startInvitationsApi()
})

function outside(): string {
  return `out-${crypto.randomUUID().slice(0, 8)}@other.test`
}

function allow(domains: string[] | null): Promise<unknown> {
  return limitDomains(fixture.api.tenant, fixture.organization, domains)
}

/** Callers who may invite learn which domains are allowed. */
const message = 'The organization invites only addresses at these email domains: invited.test.'

describe('an organization that invites addresses at certain domains', () => {
  it.each(['operator', 'bound', 'ownerCaller'] as const)('400 domain_not_allowed: by %s', async (who) => {
    await allow(['invited.test'])
    const email = outside()
    const refused = await fixture[who].send('POST', fixture.path, invitationBody(fixture, email))
    expect(refused).toMatchObject({ status: 400, json: { errorCode: 'domain_not_allowed', message } })
    expect(await fixture.invitations.rowsTo(email)).toEqual([])
    const sent = await fixture[who].send('POST', fixture.path, invitationBody(fixture, newAddress()))
    expect(sent.status).toBe(200)
  })

  it('400 domain_not_allowed: resending a pending invitation', async () => {
    await allow(null)
    const email = outside()
    const sent = await fixture.operator.send('POST', fixture.path, invitationBody(fixture, email))
    await allow(['invited.test'])
    const again = await fixture.operator.send('POST', `${fixture.path}/${String(sent.json.id)}/resend`, {})
    expect(again).toMatchObject({ status: 400, json: { errorCode: 'domain_not_allowed' } })
    expect((await fixture.invitations.rowsTo(email)).map(({ state }) => state)).toEqual(['pending'])
  })

  it('200: in bulk, with a verdict for each address', async () => {
    await allow(['invited.test'])
    const list = [newAddress(), outside()]
    const { status, json } = await fixture.operator.send('POST', `${fixture.path}/bulk`, {
      inviter: { name: 'Ian Inviter' },
      client_id: fixture.clientId,
      invitations: list.map((email) => ({ invitee: { email } })),
    })
    expect(status).toBe(200)
    expect(json.verdicts).toMatchObject([
      { email: list[0], verdict: 'invited' },
      { email: list[1], verdict: 'domain_not_allowed', message },
    ])
  })
})
