import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { proofSecrets } from '@/lib/domain/users/proof-secrets'
import { signInWithPassword } from '@/lib/domain/users/sign-in-with-password'
import { housePassword } from '@/test/house'
import { makeStage, newPerson, type Scene } from '@/test/invitations'
import { askInvitationCode } from './ask-invitation-code'
import { enterInvitationCode } from './enter-invitation-code'
import { findInvitee } from './find-invitee'
import { joinByInvitation } from './join-by-invitation'

const { house, setScene } = await makeStage()
let scene: Scene

beforeEach(async () => {
  scene = await setScene()
})
afterAll(disconnect)

describe('a new person', () => {
  it('gets an account with the chosen password and becomes a member', async () => {
    const invited = await scene.sendToNew(['Viewer'])
    const arrival = await joinByInvitation(house.tenantId, invited.mailed, newPerson)
    expect(arrival.organization).toEqual({ id: scene.place.id, slug: scene.place.slug })
    expect(await scene.rolesOf(arrival.userId)).toEqual(['Viewer'])
    const signedIn = await signInWithPassword(house.tenantId, {
      email: invited.email,
      password: newPerson.password,
    })
    expect(signedIn.userId).toBe(arrival.userId)
  })

  it('can join without a password, and sign in by email', async () => {
    const invited = await scene.sendToNew()
    const arrival = await joinByInvitation(house.tenantId, invited.mailed, { name: 'Nia New' })
    expect(arrival.organization?.slug).toBe(scene.place.slug)
    const identities = await house.look((tx) => tx.identity.count({ where: { userId: arrival.userId } }))
    expect(identities).toBe(0)
  })

  it('is told what is wrong with a password, and nothing is written', async () => {
    const invited = await scene.sendToNew()
    for (const password of ['short', 'password123', invited.email]) {
      const joining = joinByInvitation(house.tenantId, invited.mailed, { name: 'Nia', password })
      await expect(joining).rejects.toMatchObject({ code: 'invalid', field: 'password' })
    }
    expect(await scene.stateOf(invited.id)).toBe('pending')
    expect(await house.look((tx) => tx.user.count({ where: { email: invited.email } }))).toBe(0)
  })

  it('never overwrites an account that the address has', async () => {
    const known = await house.person({ password: housePassword, name: 'Ken Known' })
    const { mailed } = await scene.send(known.email)
    const joining = joinByInvitation(house.tenantId, mailed, newPerson)
    await expect(joining).rejects.toMatchObject({ code: 'conflict' })
    const user = await house.look((tx) => tx.user.findFirstOrThrow({ where: { id: known.id } }))
    expect(user.name).toBe('Ken Known')
    await signInWithPassword(house.tenantId, { email: known.email, password: housePassword })
    expect(await scene.rolesOf(known.id)).toBeNull()
  })

  it('takes over an unverified account, without what was set before', async () => {
    const squatter = await house.person({ proven: false, password: housePassword })
    const { mailed } = await scene.send(squatter.email)
    const arrival = await joinByInvitation(house.tenantId, mailed, newPerson)
    expect(arrival.userId).toBe(squatter.id)
    const old = signInWithPassword(house.tenantId, { email: squatter.email, password: housePassword })
    await expect(old).rejects.toMatchObject({ code: 'invalid' })
  })

  it('cannot join by a shown link alone', async () => {
    const invited = await scene.sendToNew()
    const joining = joinByInvitation(house.tenantId, invited.shown, newPerson)
    await expect(joining).rejects.toThrow('Enter the code')
    await expect(findInvitee(house.tenantId, invited.shown)).resolves.toBeNull()
  })

  it('joins by a shown link with the emailed code', async () => {
    const invited = await scene.sendToNew()
    const { proofId } = await askInvitationCode(house.tenantId, invited.shown)
    const mail = await house.look((tx) =>
      tx.mail.findFirstOrThrow({ where: { template: 'invitation_code', recipient: invited.email } }),
    )
    expect(mail.payload).toEqual({ template: 'invitation_code', proofId })
    const { code } = proofSecrets({ id: proofId })
    const { ticket } = await enterInvitationCode(house.tenantId, invited.shown, { proofId, code })
    expect(ticket).toBe(invited.mailed)
    await joinByInvitation(house.tenantId, ticket, newPerson)
  })

  it('gets five tries at a code', async () => {
    const invited = await scene.sendToNew()
    const { proofId } = await askInvitationCode(house.tenantId, invited.shown)
    const { code } = proofSecrets({ id: proofId })
    const wrong = code === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 5; tries += 1) {
      const guess = enterInvitationCode(house.tenantId, invited.shown, { proofId, code: wrong })
      await expect(guess).rejects.toMatchObject({ code: 'gone', field: 'code' })
    }
    const late = enterInvitationCode(house.tenantId, invited.shown, { proofId, code })
    await expect(late).rejects.toMatchObject({ code: 'gone' })
  })

  it('cannot use the code of one invitation for another', async () => {
    const [invited, foreign] = [await scene.sendToNew(), await scene.sendToNew()]
    const { proofId } = await askInvitationCode(house.tenantId, invited.shown)
    const { code } = proofSecrets({ id: proofId })
    const elsewhere = enterInvitationCode(house.tenantId, foreign.shown, { proofId, code })
    await expect(elsewhere).rejects.toMatchObject({ code: 'gone', field: 'code' })
  })

  it('is told to wait between two codes', async () => {
    const invited = await scene.sendToNew()
    await askInvitationCode(house.tenantId, invited.shown)
    await expect(askInvitationCode(house.tenantId, invited.shown)).rejects.toMatchObject({ code: 'too_many' })
  })
})
