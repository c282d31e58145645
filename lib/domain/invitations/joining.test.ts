import { beforeEach, describe, expect, it } from 'vitest'
import { emailTokenSecrets } from '@/lib/domain/users/email-token'
import { signInWithPassword } from '@/lib/domain/users/sign-in-with-password'
import { arrived } from '@/test/fixtures/signed-out'
import { createInvitationFixtures, type InvitationFixture, newPerson } from '@/test/fixtures/invitations'
import { testPassword } from '@/test/fixtures/tenant'
import { findInvitee } from './find-invitation'
import { enterInvitationCode, requestInvitationCode } from './invitation-code'
import { joinByInvitation } from './join-by-invitation'

const { tenant, createFixture } = await createInvitationFixtures()
let fixture: InvitationFixture

beforeEach(async () => {
  fixture = await createFixture()
})

describe('a new person', () => {
  it('gets an account with the chosen password and becomes a member', async () => {
    const invited = await fixture.sendToNew(['Viewer'])
    const arrival = await joinByInvitation(tenant.tenantId, invited.mailed, newPerson)
    expect(arrival.organization).toEqual({ id: fixture.organization.id, slug: fixture.organization.slug })
    expect(await fixture.rolesOf(arrival.userId)).toEqual(['Viewer'])
    const signedIn = await arrived(
      signInWithPassword(tenant.tenantId, {
        email: invited.email,
        password: newPerson.password,
      }),
    )
    expect(signedIn.userId).toBe(arrival.userId)
  })

  it('can join without a password, and sign in by email', async () => {
    const invited = await fixture.sendToNew()
    const arrival = await joinByInvitation(tenant.tenantId, invited.mailed, { name: 'Nia New' })
    expect(arrival.organization?.slug).toBe(fixture.organization.slug)
    const identities = await tenant.read((tx) => tx.identity.count({ where: { userId: arrival.userId } }))
    expect(identities).toBe(0)
  })

  it('is told what is wrong with a password, and nothing is written', async () => {
    const invited = await fixture.sendToNew()
    for (const password of ['short', 'password123', invited.email]) {
      const joining = joinByInvitation(tenant.tenantId, invited.mailed, { name: 'Nia', password })
      await expect(joining).rejects.toMatchObject({ code: 'invalid', field: 'password' })
    }
    expect(await fixture.stateOf(invited.id)).toBe('pending')
    expect(await tenant.read((tx) => tx.user.count({ where: { email: invited.email } }))).toBe(0)
  })

  it('never overwrites an account that the address has', async () => {
    const known = await tenant.createUser({ password: testPassword, name: 'Ken Known' })
    const { mailed } = await fixture.send(known.email)
    const joining = joinByInvitation(tenant.tenantId, mailed, newPerson)
    await expect(joining).rejects.toMatchObject({ code: 'conflict' })
    const user = await tenant.read((tx) => tx.user.findFirstOrThrow({ where: { id: known.id } }))
    expect(user.name).toBe('Ken Known')
    await signInWithPassword(tenant.tenantId, { email: known.email, password: testPassword })
    expect(await fixture.rolesOf(known.id)).toBeNull()
  })

  it('takes over an unverified account, without what was set before', async () => {
    const squatter = await tenant.createUser({ isVerified: false, password: testPassword })
    const { mailed } = await fixture.send(squatter.email)
    const arrival = await joinByInvitation(tenant.tenantId, mailed, newPerson)
    expect(arrival.userId).toBe(squatter.id)
    const old = signInWithPassword(tenant.tenantId, { email: squatter.email, password: testPassword })
    await expect(old).rejects.toMatchObject({ code: 'invalid' })
  })

  it('cannot join by a shown link alone', async () => {
    const invited = await fixture.sendToNew()
    const joining = joinByInvitation(tenant.tenantId, invited.shown, newPerson)
    await expect(joining).rejects.toThrow('Enter the code')
    await expect(findInvitee(tenant.tenantId, invited.shown)).resolves.toBeNull()
  })

  it('joins by a shown link with the emailed code', async () => {
    const invited = await fixture.sendToNew()
    const { proofId: emailTokenId } = await requestInvitationCode(tenant.tenantId, invited.shown)
    const mail = await tenant.read((tx) =>
      tx.mail.findFirstOrThrow({ where: { template: 'invitation_code', recipient: invited.email } }),
    )
    expect(mail.payload).toEqual({ template: 'invitation_code', proofId: emailTokenId })
    const { code } = emailTokenSecrets({ id: emailTokenId })
    const { ticket } = await enterInvitationCode(tenant.tenantId, invited.shown, {
      proofId: emailTokenId,
      code,
    })
    expect(ticket).toBe(invited.mailed)
    await joinByInvitation(tenant.tenantId, ticket, newPerson)
  })

  it('gets five tries at a code', async () => {
    const invited = await fixture.sendToNew()
    const { proofId: emailTokenId } = await requestInvitationCode(tenant.tenantId, invited.shown)
    const { code } = emailTokenSecrets({ id: emailTokenId })
    const wrong = code === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 5; tries += 1) {
      const guess = enterInvitationCode(tenant.tenantId, invited.shown, {
        proofId: emailTokenId,
        code: wrong,
      })
      await expect(guess).rejects.toMatchObject({ code: 'gone', field: 'code' })
    }
    const late = enterInvitationCode(tenant.tenantId, invited.shown, { proofId: emailTokenId, code })
    await expect(late).rejects.toMatchObject({ code: 'gone' })
  })

  it('cannot use the code of one invitation for another', async () => {
    const invited = await fixture.sendToNew()
    const foreign = await fixture.sendToNew()
    const { proofId: emailTokenId } = await requestInvitationCode(tenant.tenantId, invited.shown)
    const { code } = emailTokenSecrets({ id: emailTokenId })
    const elsewhere = enterInvitationCode(tenant.tenantId, foreign.shown, { proofId: emailTokenId, code })
    await expect(elsewhere).rejects.toMatchObject({ code: 'gone', field: 'code' })
  })

  it('is told to wait between two codes', async () => {
    const invited = await fixture.sendToNew()
    await requestInvitationCode(tenant.tenantId, invited.shown)
    await expect(requestInvitationCode(tenant.tenantId, invited.shown)).rejects.toMatchObject({
      code: 'too_many',
    })
  })
})
