import { expect, it } from 'vitest'
import { OwnConnections } from '@/test/fixtures/own-connections'
import { profileFrom } from '@/test/fixtures/provider-users'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'
import { insertIdentity } from './sign-in-by-verified-email'
import { linkIdentity } from './link-identity'
import { updateConnection } from './update-connection'

const own = await OwnConnections.open()
const { tenant, owner } = own.fixture
const issuer = 'https://elsewhere.test'

/** An owner’s sign-in at the provider that is to be linked to their account, and the change of its issuer by a colleague. */
async function signInUnderWay() {
  const connection = await own.createEnabled()
  const federated = profileFrom(connection, { email: owner.email })
  const access = await own.at()
  return {
    id: connection.id,
    link: () => linkIdentity(owner.self, federated),
    change: () => updateConnection(access, { id: connection.id, options: { issuer } }),
  }
}

function countIdentities(connectionId: string): Promise<number> {
  return tenant.read((tx) => tx.identity.count({ where: { connectionId } }))
}

it('a sign-in that began at another issuer is linked to no account', async () => {
  const { id, link, change } = await signInUnderWay()
  await change()
  expect(await link()).toEqual({ kind: 'refused', reason: 'provider_changed' })
  expect(await countIdentities(id)).toBe(0)
  expect((await own.eventsOn(id)).at(-1)).toMatchObject({
    type: 'connection.failed',
    details: { reason: 'provider_changed' },
  })
})

it('a link waits for a change of the issuer that has begun', async () => {
  const { id, link } = await signInUnderWay()
  const linking = await tenant.write(async (tx) => {
    await tx.$executeRaw`
      UPDATE connections SET options = options || ${JSON.stringify({ issuer })}::jsonb WHERE id = ${id}`
    const begun = link()
    await waitForLockWaiter(tx)
    return { begun }
  })
  expect(await linking.begun).toEqual({ kind: 'refused', reason: 'provider_changed' })
  expect(await countIdentities(id)).toBe(0)
})

it('a change of the issuer waits for a link that has begun, and is refused', async () => {
  const { id, change } = await signInUnderWay()
  const changing = await tenant.write(async (tx) => {
    const federated = profileFrom(await own.create(), { email: owner.email })
    await insertIdentity(
      tx,
      { ...federated, connectionId: id },
      { tenantId: tenant.tenantId, userId: owner.id, isLinked: true },
    )
    const begun = change()
    begun.catch(() => undefined)
    await waitForLockWaiter(tx)
    return { begun }
  })
  await expect(changing.begun).rejects.toMatchObject({ code: 'conflict', field: 'issuer' })
})
