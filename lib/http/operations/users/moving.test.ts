import { describe, expect, test } from 'vitest'
import { linkIdentity } from '@/lib/domain/connections/link-identity'
import { signInWithProvider } from '@/lib/domain/connections/sign-in-with-provider'
import { proofSecrets } from '@/lib/domain/users/proof-secrets'
import { proveSignUp } from '@/lib/domain/users/prove-sign-up'
import { resetPassword } from '@/lib/domain/users/reset-password'
import { signUp } from '@/lib/domain/users/sign-up'
import { newId } from '@/lib/ids'
import { startApi } from '@/test/api'
import { address, from } from '@/test/at-the-door'
import { housePassword, type Person } from '@/test/house'
import { comingFrom, makeConnection } from '@/test/provider-cast'
import { eventsOf } from '@/test/tenant-level'

const api = await startApi()
const { tenantId } = api.house
const changer = await api.machine(['update:users'])

/** Changes the user’s address to an unverified one, as an application of the tenant may do. */
async function move(person: Person, email: string): Promise<void> {
  const { status } = await changer.send('PATCH', `users/${encodeURIComponent(person.id)}`, { email })
  expect(status).toBe(200)
}

async function addPasskey({ id: userId }: Person): Promise<void> {
  const passkey = { userId, credentialId: newId('identity'), publicKey: new Uint8Array([1]), name: 'Phone' }
  await api.house.arrange((tx) => tx.passkey.create({ data: { id: newId('passkey'), ...passkey } }))
}

function keysOf({ id: userId }: Person) {
  return api.house.look(async (tx) => ({
    identities: (await tx.identity.findMany({ where: { userId } })).map(({ connectionId }) => connectionId),
    passkeys: await tx.passkey.count({ where: { userId } }),
  }))
}

/** The details of the events that record how the user verified the address. */
async function provenIn({ id }: Person): Promise<unknown[]> {
  const events = await eventsOf(api.house, 'user.proven')
  return events.filter(({ targetId }) => targetId === id).map(({ details }) => details)
}

describe('an unverified address that a user was given', () => {
  test('belongs to its owner once they verify it, and no earlier credential of the account works', async () => {
    const mallory = await api.house.person({ password: 'mallory-was-here-before' })
    const arriving = comingFrom(await makeConnection(api.house), { email: mallory.email })
    await linkIdentity(mallory.self, arriving)
    await addPasskey(mallory)
    const to = address()
    await move(mallory, to.email)

    const asked = { name: 'Ann Archer', address: to, password: housePassword }
    const { proofId } = await from(() => signUp(tenantId, asked))
    const { token } = proofSecrets({ id: proofId })
    expect((await from(() => proveSignUp(tenantId, { token }))).emailFolded).toBe(to.folded)

    expect((await signInWithProvider(tenantId, arriving)).kind).not.toBe('arrived')
    expect(await keysOf(mallory)).toEqual({
      identities: [api.house.connection('password')],
      passkeys: 0,
    })
  })

  test('is verified by signing in with a provider that vouches for it, and that identity stays', async () => {
    const { house } = api
    const ann = await house.person()
    const connection = await makeConnection(house, { strategy: 'google-oauth2' })
    const to = address()
    const arriving = comingFrom(connection, { email: to.email, isOwnAddress: true, emailVerified: true })
    await linkIdentity(ann.self, arriving)
    await addPasskey(ann)
    await move(ann, to.email)
    expect((await signInWithProvider(tenantId, arriving)).kind).toBe('arrived')
    expect(await keysOf(ann)).toEqual({ identities: [connection.id], passkeys: 0 })
    expect(await provenIn(ann)).toEqual([{ connectionId: connection.id }])
  })

  test('is verified by a link that sets a new password, and the audit log says so', async () => {
    const ann = await api.house.person()
    await addPasskey(ann)
    await move(ann, address().email)
    const ticketer = await api.machine(['create:user_tickets'])
    const asked = { user_id: ann.id, mark_email_as_verified: true }
    const { json } = await ticketer.send('POST', 'tickets/password-change', asked)
    const token = String(json['ticket']).split('/').at(-1) ?? ''
    await from(() => resetPassword(tenantId, { token, password: housePassword }))
    expect(await keysOf(ann)).toEqual({ identities: [api.house.connection('password')], passkeys: 0 })
    expect(await provenIn(ann)).toEqual([{}])
  })
})
