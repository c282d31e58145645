import { describe, expect, it } from 'vitest'
import { linkIdentity } from '@/lib/domain/connections/link-identity'
import { signInWithProvider } from '@/lib/domain/connections/sign-in-with-provider'
import { emailTokenSecrets } from '@/lib/domain/users/email-token'
import { signUp, verifySignUp } from '@/lib/domain/users/sign-up'
import { resetPassword } from '@/lib/domain/users/reset-password'
import { newId } from '@/lib/ids'
import { startApi } from '@/test/api'
import { address, from } from '@/test/fixtures/signed-out'
import { testPassword, type TestUser } from '@/test/fixtures/tenant'
import { profileFrom, createTestConnection } from '@/test/fixtures/provider-users'
import { eventsOf } from '@/test/fixtures/operator'

const api = await startApi()
const { tenantId } = api.tenant
const changer = await api.asMachine(['update:users'])

/** Changes the user’s address to an unverified one, as an application of the tenant may do. */
async function move(person: TestUser, email: string): Promise<void> {
  const { status } = await changer.send('PATCH', `users/${encodeURIComponent(person.id)}`, { email })
  expect(status).toBe(200)
}

async function addPasskey({ id: userId }: TestUser): Promise<void> {
  const passkey = { userId, credentialId: newId('identity'), publicKey: new Uint8Array([1]), name: 'Phone' }
  await api.tenant.write((tx) => tx.passkey.create({ data: { id: newId('passkey'), ...passkey } }))
}

function keysOf({ id: userId }: TestUser) {
  return api.tenant.read(async (tx) => ({
    identities: (await tx.identity.findMany({ where: { userId } })).map(({ connectionId }) => connectionId),
    passkeys: await tx.passkey.count({ where: { userId } }),
  }))
}

/** The details of the events that record how the user verified the address. */
async function verificationsOf({ id }: TestUser): Promise<unknown[]> {
  const events = await eventsOf(api.tenant, 'user.email_verified')
  return events.filter(({ targetId }) => targetId === id).map(({ details }) => details)
}

describe('an unverified address that a user was given', () => {
  it('belongs to its owner once they verify it, and no earlier credential of the account works', async () => {
    const mallory = await api.tenant.createUser({ password: 'mallory-was-here-before' })
    const arriving = profileFrom(await createTestConnection(api.tenant), { email: mallory.email })
    await linkIdentity(mallory.self, arriving)
    await addPasskey(mallory)
    const to = address()
    await move(mallory, to.email)

    const requested = { name: 'Ann Archer', address: to, password: testPassword }
    const { proofId: emailTokenId } = await from(() => signUp(tenantId, requested))
    const { token } = emailTokenSecrets({ id: emailTokenId })
    expect((await from(() => verifySignUp(tenantId, { token }))).emailFolded).toBe(to.folded)

    expect((await signInWithProvider(tenantId, arriving)).kind).not.toBe('arrived')
    expect(await keysOf(mallory)).toEqual({
      identities: [api.tenant.connection('password')],
      passkeys: 0,
    })
  })

  it('is verified by signing in with a provider whose addresses are trusted, and that identity stays', async () => {
    const { tenant } = api
    const ann = await tenant.createUser()
    const connection = await createTestConnection(tenant, { strategy: 'google-oauth2' })
    const to = address()
    const arriving = profileFrom(connection, { email: to.email, isOwnAddress: true, emailVerified: true })
    await linkIdentity(ann.self, arriving)
    await addPasskey(ann)
    await move(ann, to.email)
    expect((await signInWithProvider(tenantId, arriving)).kind).toBe('arrived')
    expect(await keysOf(ann)).toEqual({ identities: [connection.id], passkeys: 0 })
    expect(await verificationsOf(ann)).toEqual([{ connectionId: connection.id }])
  })

  it('is verified by a link that sets a new password, and the audit log records it', async () => {
    const ann = await api.tenant.createUser()
    await addPasskey(ann)
    await move(ann, address().email)
    const ticketer = await api.asMachine(['create:user_tickets'])
    const requested = { user_id: ann.id, mark_email_as_verified: true }
    const { json } = await ticketer.send('POST', 'tickets/password-change', requested)
    const token = String(json['ticket']).split('/').at(-1) ?? ''
    await from(() => resetPassword(tenantId, { token, password: testPassword }))
    expect(await keysOf(ann)).toEqual({ identities: [api.tenant.connection('password')], passkeys: 0 })
    expect(await verificationsOf(ann)).toEqual([{}])
  })
})
