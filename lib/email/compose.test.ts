import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import type { MailContent } from '@/lib/db/outgoing-mail'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { proofSecrets } from '@/lib/domain/users/proof-secrets'
import { newId } from '@/lib/ids'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { composeMail } from './compose'
import type { Composed } from './mailbox-page'
import { filled, serializeInput } from './template-input'

let house: House
let owner: Person
let place: Place
let url: string

beforeAll(async () => {
  house = await makeHouse()
  owner = await house.person({ name: 'Olga Owner' })
  place = await house.organization({ displayName: 'Acme', owner })
  url = `http://${house.tenantId}.localhost:3000`
})

afterAll(disconnect)

describe('links begin with the tenant’s configured URL and end in the proof’s token', () => {
  test.each([
    ['sign_up_proof', 'sign_up', '/verify?token='],
    ['sign_in', 'sign_in', '/sign-in/link?token='],
    ['reset_password', 'reset_password', '/reset/'],
  ] as const)('%s', async (template, purpose, path) => {
    const proofId = await proof({ purpose })
    const { text, html } = await written({ template, proofId })
    const { token } = proofSecrets({ id: proofId })
    expect(text).toContain(`${url}${path}${token}\n`)
    expect(html).toContain(`href="${url}${path}${token}"`)
  })

  test.each([
    [{ template: 'sign_up_existing' }, '/sign-in'],
    [{ template: 'password_changed' }, '/reset'],
    [{ template: 'passkey_added', passkeyName: 'Phone' }, '/account'],
    [{ template: 'passkey_removed', passkeyName: 'Phone' }, '/account'],
  ] as const)('and so do those without a secret: %o', async (content, path) => {
    expect((await written(content)).text).toContain(`${url}${path}\n`)
  })
})

describe('codes', () => {
  test.each([
    ['sign_up_proof', 'sign_up', null],
    ['sign_in', 'sign_in', null],
    ['invitation_code', 'invitation', 'Acme'],
  ] as const)('%s contains the proof’s own code', async (template, purpose, organization) => {
    const proofId = await proof({ purpose, ...(purpose === 'sign_up' ? { userId: null } : {}) })
    const { text } = await written({ template, proofId }, organization === null ? null : place.id)
    expect(text).toContain(`    ${proofSecrets({ id: proofId }).code}\n`)
  })

  test('are left out for an account that somebody else created: no page waits for one', async () => {
    const proofId = await proof({ purpose: 'sign_up' })
    const { text } = await written({ template: 'sign_up_proof', proofId })
    expect(text).not.toContain(proofSecrets({ id: proofId }).code)
    expect(text).toContain('The link works once, for 1 hour.')
  })

  test('are valid as long as the proof is', async () => {
    const proofId = await proof({ purpose: 'sign_in', minutes: 15 })
    expect((await written({ template: 'sign_in', proofId })).text).toContain('for 15 minutes')
  })
})

describe('no email is composed', () => {
  test.each([
    ['for a used proof', { usedAt: new Date() }],
    ['for an expired proof', { expiresAt: new Date(Date.now() - 1000) }],
  ])('%s', async (_, became) => {
    const proofId = await proof({ purpose: 'sign_in' })
    await house.arrange((tx) =>
      tx.emailProof.updateMany({ where: { tenantId: house.tenantId, id: proofId }, data: became }),
    )
    expect(await composed({ template: 'sign_in', proofId })).toBeNull()
  })

  test.each(['sign_in', 'reset_password'] as const)('for a %s without an account', async (template) => {
    const proofId = await proof({ purpose: template, userId: null })
    expect(await composed({ template, proofId })).toBeNull()
  })

  test('for a deleted organization', async () => {
    const proofId = await proof({ purpose: 'invitation' })
    expect(await composed({ template: 'invitation_code', proofId }, 'org_gone')).toBeNull()
    expect(await composed({ template: 'member_removed' }, 'org_gone')).toBeNull()
  })
})

test('the inviter is told who joined', async () => {
  const guest = await house.person({ name: 'Gus Guest' })
  const id = newId('invitation')
  await house.arrange((tx) =>
    tx.invitation.create({
      data: {
        id,
        organizationId: place.id,
        email: guest.email,
        emailFolded: guest.email,
        inviterName: owner.name,
        state: 'accepted',
        acceptedBy: guest.id,
        expiresAt: new Date(),
      },
    }),
  )
  const { subject, text } = await written({ template: 'invitation_accepted', invitationId: id }, place.id)
  expect(subject).toBe('Gus Guest joined Acme')
  expect(text).toContain(`${url}/o/${place.slug}/members\n`)
})

test('the removed member is told from which organization', async () => {
  const { from, text } = await written({ template: 'member_removed' }, place.id)
  expect(from).toBe('"Acme via House" <hello@foyer.test>')
  expect(text).toContain('Acme')
})

function composed(content: MailContent, organizationId: string | null = null): Promise<Composed | null> {
  const row = { tenantId: house.tenantId, organizationId, recipient: owner.email, createdAt: new Date() }
  return house.look((tx) => composeMail(tx, { ...row, id: 'mail_compose0test', payload: content }))
}

async function written(content: MailContent, organizationId: string | null = null) {
  const mail = await composed(content, organizationId)
  if (mail === null) throw new Error(`Nobody wants ${content.template}.`)
  return filled(await serializeInput(mail.content), { id: 'mail_compose0test', secrets: mail.secrets })
}

async function proof(given: { purpose: string; minutes?: number; userId?: null }): Promise<string> {
  const { purpose, minutes = 60, userId = owner.id } = given
  const id = newId('proof')
  const now = Date.now()
  await house.arrange((tx) =>
    tx.emailProof.create({
      data: {
        id,
        purpose,
        userId,
        email: owner.email,
        emailFolded: owner.email,
        tokenHash: sha256Hex(proofSecrets({ id }).token),
        createdAt: new Date(now),
        expiresAt: new Date(now + minutes * 60_000),
      },
    }),
  )
  return id
}
