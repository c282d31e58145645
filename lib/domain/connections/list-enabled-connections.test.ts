import { afterAll, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { makeHouse } from '@/test/house'
import { listEnabledConnections } from './list-enabled-connections'

afterAll(disconnect)

it('lists what is switched on here, and nothing that is switched on elsewhere', async () => {
  const house = await makeHouse()
  const owner = await house.person()
  const [place] = [await house.organization({ owner }), await house.organization({ owner })]
  const access = await house.accessTo(place, owner, 'read:organization_connections')
  const listed = await listEnabledConnections(access)
  expect(listed.map(({ strategy }) => strategy).sort()).toEqual(['email', 'passkey', 'password'])
  await house.arrange((tx) =>
    tx.enabledConnection.deleteMany({
      where: { organizationId: place.id, connectionId: house.connection('email') },
    }),
  )
  expect((await listEnabledConnections(access)).map(({ strategy }) => strategy).sort()).toEqual([
    'passkey',
    'password',
  ])
})

it('is not for a member without the permission', async () => {
  const house = await makeHouse()
  const [owner, viewer] = [await house.person(), await house.person()]
  const place = await house.organization({ owner })
  await house.member(place, viewer, ['Viewer'])
  await expect(house.accessTo(place, viewer, 'read:organization_connections')).rejects.toMatchObject({
    code: 'not_found',
  })
})
