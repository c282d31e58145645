import { beforeEach, describe, expect, it } from 'vitest'
import {
  createInvitationFixtures,
  inviteesOf,
  newAddress,
  type InvitationFixture,
} from '@/test/fixtures/invitations'
import { limitDomains } from '@/test/fixtures/organization-limits'
import { acceptInvitation } from './accept-invitation'
import { AddressesRefused, invite, getOnlyInvitation } from './invite'
import { DomainNotAllowed } from './invitation-checks'
import { resendInvitation } from './resend-invitation'
import { resendInvitations } from './resend-invitations'

const { tenant, createFixture } = await createInvitationFixtures()
let at: InvitationFixture

beforeEach(async () => {
  at = await createFixture()
})

function allow(domains: string[] | null): Promise<unknown> {
  return limitDomains(tenant, at.organization, domains)
}

function outside(): string {
  return `out-${crypto.randomUUID().slice(0, 8)}@other.test`
}

function members(): string[] {
  return [tenant.role('Member')]
}

describe('an organization that invites addresses at certain domains', () => {
  it('refuses the others one by one, and loses nothing of the rest', async () => {
    await allow(['invited.test', 'partner.test'])
    const [own, partner, other] = [newAddress(), 'pia@partner.test', outside()]
    const invitees = inviteesOf([own, other, partner], members())
    const { verdicts, invitations } = await invite(await at.inviting(), { invitees })
    expect(Object.fromEntries(verdicts)).toEqual({ [own]: 'ok', [other]: 'other_domain', [partner]: 'ok' })
    expect([...invitations.keys()]).toEqual([own, partner])
    expect(await at.rowsTo(other)).toEqual([])
    expect(await at.mailsTo(other)).toEqual([])
  })

  it.each([
    ['a domain below it', 'ann@mail.invited.test'],
    ['a domain that ends alike', 'ann@notinvited.test'],
    ['a domain that begins alike', 'ann@invited.test.example'],
  ])('counts exactly these domains, not %s', async (_what, email) => {
    await allow(['invited.test'])
    await expect(at.invite(email).then(getOnlyInvitation)).rejects.toThrow(DomainNotAllowed)
    expect(await at.rowsTo(email)).toEqual([])
  })

  it('counts an address as it is folded', async () => {
    await allow(['invited.test'])
    const { verdicts } = await at.invite('Ann.Writes@ＩＮＶＩＴＥＤ.test')
    expect([...verdicts.values()]).toEqual(['ok'])
  })

  it('names them to those who may invite, also where it sends nothing, and where it resends', async () => {
    await allow(null)
    const email = outside()
    const { id } = await at.send(email)
    await allow(['invited.test', 'partner.test'])
    const message = `The organization invites only addresses at these email domains: invited.test, partner.test.`
    await expect(at.invite(outside()).then(getOnlyInvitation)).rejects.toThrow(message)
    await expect(at.resend(id)).rejects.toThrow(message)
    expect((await resendInvitations(await at.inviting(), [id])).refused[email]).toBe(message)
    const allowedDomains = ['invited.test', 'partner.test']
    const invitees = inviteesOf([newAddress(), outside()], members())
    expect(await invite(await at.inviting(), { invitees, isDryRun: true })).toMatchObject({ allowedDomains })
    const refusal = invite(await at.inviting(), { invitees, require: 'all' })
    await expect(refusal).rejects.toMatchObject({ refused: { allowedDomains } })
  })

  it('says so in a preview, and in place of sending where all must be invitable', async () => {
    await allow(['invited.test'])
    const invitees = inviteesOf([newAddress(), outside()], members())
    const preview = await invite(await at.inviting(), { invitees, isDryRun: true })
    expect([...preview.verdicts.values()]).toEqual(['ok', 'other_domain'])
    await expect(invite(await at.inviting(), { invitees, require: 'all' })).rejects.toThrow(AddressesRefused)
  })

  it('keeps what was sent before valid, and does not send it again', async () => {
    const guest = await tenant.createUser({ email: outside() })
    const { id, mailed } = await at.send(guest.email)
    await allow(['invited.test'])
    await expect(at.resend(id)).rejects.toThrow(DomainNotAllowed)
    const { sent, refused } = await resendInvitations(await at.inviting(), [id])
    expect(sent).toEqual([])
    expect(Object.keys(refused)).toEqual([guest.email])
    await acceptInvitation(guest.self, mailed)
    expect(await at.rolesOf(guest.id)).toEqual(['Member'])
  })

  it('does not renew an expired invitation', async () => {
    const email = outside()
    const { id } = await at.send(email)
    await at.makeOverdue(id)
    await allow(['invited.test'])
    await expect(resendInvitation(await at.inviting(), id)).rejects.toThrow(DomainNotAllowed)
    expect(await at.rowsTo(email)).toHaveLength(1)
  })

  it('does not revoke a pending invitation that it cannot send again', async () => {
    const other = outside()
    await at.send(other)
    await allow(['invited.test'])
    const access = await tenant.accessTo(
      at.organization,
      at.owner,
      'create:organization_invitations',
      'delete:organization_invitations',
    )
    const input = { invitees: inviteesOf([other, newAddress()], members()), replacesPending: true }
    const { verdicts } = await invite(access, input)
    expect([...verdicts.values()]).toEqual(['invited', 'ok'])
    expect((await at.rowsTo(other)).map(({ state }) => state)).toEqual(['pending'])
  })

  it('invites anyone again once the policy ends', async () => {
    await allow(['invited.test'])
    await allow(null)
    expect([...(await at.invite(outside())).verdicts.values()]).toEqual(['ok'])
  })

  it('concerns no other organization', async () => {
    await allow(['invited.test'])
    const other = await createFixture()
    expect([...(await other.invite(outside())).verdicts.values()]).toEqual(['ok'])
  })
})
