import { beforeAll, describe, expect, it } from 'vitest'
import type { EmailContent } from '@/lib/db/outgoing-mail'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { emailTokenSecrets } from '@/lib/domain/users/email-token'
import { newId } from '@/lib/ids'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { composeEmail, type Composed } from './compose'
import { fillPlaceholders, serializeInput } from './template-input'

const sender = { name: null, address: 'hello@foyer.test', replyTo: null }

let tenant: TestTenant
let owner: TestUser
let acme: TestOrganization
let url: string

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser({ name: 'Olga Owner' })
  acme = await tenant.createOrganization({ displayName: 'Acme', owner })
  url = `http://${tenant.tenantId}.localhost:3000`
})

describe('links begin with the tenant’s configured URL and end in the email token’s secret', () => {
  it.each([
    ['sign_up_proof', 'sign_up', '/verify?token='],
    ['sign_in', 'sign_in', '/sign-in/link?token='],
    ['reset_password', 'reset_password', '/reset/'],
  ] as const)('%s', async (template, purpose, path) => {
    const emailTokenId = await emailToken({ purpose })
    const { text, html } = await written({ template, proofId: emailTokenId })
    const { token } = emailTokenSecrets({ id: emailTokenId })
    expect(text).toContain(`${url}${path}${token}\n`)
    expect(html).toContain(`href="${url}${path}${token}"`)
  })

  it.each([
    [{ template: 'sign_up_existing' }, '/sign-in'],
    [{ template: 'password_changed' }, '/reset'],
    [{ template: 'passkey_added', passkeyName: 'Phone' }, '/account'],
    [{ template: 'passkey_removed', passkeyName: 'Phone' }, '/account'],
    [{ template: 'authenticator_removed' }, '/account'],
    [{ template: 'recovery_code_used', codesLeft: 9 }, '/account'],
  ] as const)('and so do those without a secret: %o', async (content, path) => {
    expect((await written(content)).text).toContain(`${url}${path}\n`)
  })
})

it('a test of the branding shows the draft, and links to the branding page', async () => {
  const primaryColor = '#abcdef'
  await tenant.write((tx) =>
    tx.organization.updateMany({ where: { id: acme.id }, data: { brandingDraft: { primaryColor } } }),
  )
  const test = await written({ template: 'branding_test' }, acme.id)
  expect(test.html).toContain(`background-color:${primaryColor}`)
  expect(test.text).toContain(`${url}/o/${acme.slug}/branding\n`)
  expect((await written({ template: 'sign_up_existing' }, acme.id)).html).not.toContain(primaryColor)
})

describe('codes', () => {
  it.each([
    ['sign_up_proof', 'sign_up', null],
    ['sign_in', 'sign_in', null],
    ['invitation_code', 'invitation', 'Acme'],
  ] as const)('%s contains the email token’s own code', async (template, purpose, organization) => {
    const emailTokenId = await emailToken({ purpose, ...(purpose === 'sign_up' ? { userId: null } : {}) })
    const { text } = await written(
      { template, proofId: emailTokenId },
      organization === null ? null : acme.id,
    )
    expect(text).toContain(`    ${emailTokenSecrets({ id: emailTokenId }).code}\n`)
  })

  it('are left out for an account that another user created: no page waits for one', async () => {
    const emailTokenId = await emailToken({ purpose: 'sign_up' })
    const { text } = await written({ template: 'sign_up_proof', proofId: emailTokenId })
    expect(text).not.toContain(emailTokenSecrets({ id: emailTokenId }).code)
    expect(text).toContain('The link works once, for 1 hour.')
  })

  it('are valid as long as the email token is', async () => {
    const emailTokenId = await emailToken({ purpose: 'sign_in', minutes: 15 })
    expect((await written({ template: 'sign_in', proofId: emailTokenId })).text).toContain('for 15 minutes')
  })
})

describe('no email is composed', () => {
  it.each([
    ['for a used email token', { usedAt: new Date() }],
    ['for an expired email token', { expiresAt: new Date(Date.now() - 1000) }],
  ])('%s', async (_, became) => {
    const emailTokenId = await emailToken({ purpose: 'sign_in' })
    await tenant.write((tx) =>
      tx.emailProof.updateMany({ where: { tenantId: tenant.tenantId, id: emailTokenId }, data: became }),
    )
    expect(await composed({ template: 'sign_in', proofId: emailTokenId })).toBeNull()
  })

  it.each(['sign_in', 'reset_password'] as const)('for a %s without an account', async (template) => {
    const emailTokenId = await emailToken({ purpose: template, userId: null })
    expect(await composed({ template, proofId: emailTokenId })).toBeNull()
  })

  it('for a deleted organization', async () => {
    const emailTokenId = await emailToken({ purpose: 'invitation' })
    expect(await composed({ template: 'invitation_code', proofId: emailTokenId }, 'org_gone')).toBeNull()
    expect(await composed({ template: 'member_removed' }, 'org_gone')).toBeNull()
  })
})

it('tells the inviter who joined', async () => {
  const guest = await tenant.createUser({ name: 'Gus Guest' })
  const id = newId('invitation')
  await tenant.write((tx) =>
    tx.invitation.create({
      data: {
        id,
        organizationId: acme.id,
        email: guest.email,
        emailFolded: guest.email,
        inviterName: owner.name,
        state: 'accepted',
        acceptedBy: guest.id,
        expiresAt: new Date(),
      },
    }),
  )
  const { subject, text } = await written({ template: 'invitation_accepted', invitationId: id }, acme.id)
  expect(subject).toBe('Gus Guest joined Acme')
  expect(text).toContain(`${url}/o/${acme.slug}/members\n`)
})

it('tells the removed member from which organization', async () => {
  const { from, text } = await written({ template: 'member_removed' }, acme.id)
  expect(from).toBe('"Acme via House" <hello@foyer.test>')
  expect(text).toContain('Acme')
})

it('tells both who the other is when ownership was transferred', async () => {
  const newOwner = await tenant.createUser({ name: 'Hal Heir' })
  const template = 'ownership_transferred'
  const content = { template, fromUserId: owner.id, toUserId: newOwner.id } as const
  const toNewOwner = await written({ ...content, isToNewOwner: true }, acme.id)
  expect(toNewOwner.subject).toBe('You are now an owner of Acme')
  expect(toNewOwner.text).toContain(owner.name)
  const { subject, text } = await written({ ...content, isToNewOwner: false }, acme.id)
  expect(subject).toBe('You transferred ownership of Acme')
  expect(text).toContain('Hal Heir')
  expect(await composed({ ...content, fromUserId: 'gone', isToNewOwner: true }, acme.id)).toBeNull()
})

it('of an email token of an unknown FOYER_SECRET fails, so that another process sends it', async () => {
  const proofId = await emailToken({ purpose: 'sign_in' })
  await tenant.write((tx) =>
    tx.emailProof.updateMany({ where: { id: proofId }, data: { tokenHash: 'another' } }),
  )
  await expect(composed({ template: 'sign_in', proofId })).rejects.toThrow('unknown FOYER_SECRET')
})

function composed(content: EmailContent, organizationId: string | null = null): Promise<Composed | null> {
  const row = { tenantId: tenant.tenantId, organizationId, recipient: owner.email, createdAt: new Date() }
  return tenant.read((tx) => composeEmail(tx, { ...row, id: 'mail_compose0test', payload: content }))
}

async function written(content: EmailContent, organizationId: string | null = null) {
  const mail = await composed(content, organizationId)
  if (mail === null) throw new Error(`There is no email of ${content.template}.`)
  return fillPlaceholders(await serializeInput(mail.content, sender), {
    id: 'mail_compose0test',
    secrets: mail.secrets,
  })
}

async function emailToken(given: { purpose: string; minutes?: number; userId?: null }): Promise<string> {
  const { purpose, minutes = 60, userId = owner.id } = given
  const id = newId('proof')
  const now = Date.now()
  await tenant.write((tx) =>
    tx.emailProof.create({
      data: {
        id,
        purpose,
        userId,
        email: owner.email,
        emailFolded: owner.email,
        tokenHash: sha256Hex(emailTokenSecrets({ id }).token),
        createdAt: new Date(now),
        expiresAt: new Date(now + minutes * 60_000),
      },
    }),
  )
  return id
}
