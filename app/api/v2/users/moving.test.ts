import { beforeAll, describe, expect, test } from 'vitest'
import { linkIdentity } from '@/lib/domain/connections/link-identity'
import { signInWithProvider } from '@/lib/domain/connections/sign-in-with-provider'
import { proofSecrets } from '@/lib/domain/users/proof-secrets'
import { proveSignUp } from '@/lib/domain/users/prove-sign-up'
import { signUp } from '@/lib/domain/users/sign-up'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { address, from } from '@/test/at-the-door'
import { housePassword, type Person } from '@/test/house'
import { comingFrom, makeConnection } from '@/test/provider-cast'

let api: Api
let changer: ApiCaller
let tenantId: string

beforeAll(async () => {
  api = await startApi()
  ;({ tenantId } = api.house)
  changer = await api.machine(['update:users'])
})

/** Whoever has moved to an address that is not proven, as people do in an application of the tenant’s. */
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

describe('an address that somebody was moved to without proving it', () => {
  test('is its owner’s once she proves it, and no key of whoever was there before opens it', async () => {
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

  test('is hers by the provider that vouches for it, which stays', async () => {
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
  })
})
