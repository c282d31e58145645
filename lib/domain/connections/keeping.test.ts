import { afterAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { makeHouse } from '@/test/house'
import { enable, makeConnection } from '@/test/provider-cast'
import { operatorOf } from '@/test/tenant-level'
import { changeConnection } from './change-connection'
import { deleteConnection } from './delete-connection'
import { getConnection } from './get-connection'

afterAll(disconnect)

const house = await makeHouse()
const access = await house.tenantAccess(
  await operatorOf(house),
  ...(['read:connections', 'update:connections', 'delete:connections'] as const),
)

describe('a connection', () => {
  it('stays while it is the only way into an organization, on its page', async () => {
    const made = await makeConnection(house)
    const place = await house.organization()
    await house.arrange(async (tx) => {
      await tx.enabledConnection.deleteMany({ where: { organizationId: place.id } })
      const hidden = {
        organizationId: place.id,
        connectionId: house.connection('email'),
        showAsButton: false,
      }
      await tx.enabledConnection.create({ data: hidden })
    })
    await enable(house, { place, connection: made })
    await expect(deleteConnection(access, made.id)).rejects.toMatchObject({ code: 'conflict' })
    expect(await getConnection(access, made.id)).toEqual(made)
    await house.arrange((tx) =>
      tx.enabledConnection.updateMany({
        where: { organizationId: place.id, connectionId: house.connection('email') },
        data: { showAsButton: true },
      }),
    )
    expect(await deleteConnection(access, made.id)).toMatchObject({ lost: { organizations: 1 } })
  })

  it('stays on the tenant’s page while it is the last one there that is not a passkey', async () => {
    const other = await makeHouse()
    const keeper = await other.tenantAccess(
      await operatorOf(other),
      'update:connections',
      'delete:connections',
    )
    const made = await makeConnection(other, { isDefault: true })
    for (const name of ['email', 'password'])
      await changeConnection(keeper, { id: other.connection(name), isDefault: false })
    const last = { code: 'conflict', field: 'show_as_button' }
    await expect(changeConnection(keeper, { id: made.id, isDefault: false })).rejects.toMatchObject(last)
    await expect(deleteConnection(keeper, made.id)).rejects.toMatchObject(last)
    await changeConnection(keeper, { id: other.connection('password'), isDefault: true })
    await deleteConnection(keeper, made.id)
  })

  it('keeps its name, its strategy and our key', async () => {
    const { id, name } = await makeConnection(house)
    expect(await changeConnection(access, { id, name, strategy: 'oidc', displayName: 'New' })).toMatchObject({
      name,
    })
    for (const [field, wrong] of [
      ['name', { name: 'another' }],
      ['strategy', { strategy: 'github' }],
      ['public_key', { options: { publicKey: { kty: 'RSA' } } }],
    ] as const)
      await expect(changeConnection(access, { id, ...wrong })).rejects.toMatchObject({
        code: 'invalid',
        field,
      })
  })
})
