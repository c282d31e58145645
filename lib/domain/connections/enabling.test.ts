import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { refusalCode } from '@/test/at-the-door'
import { onAt, provider } from '@/test/connections'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { findSignInPage } from '../users/find-sign-in-page'
import { disableConnection } from './disable-connection'
import { enableConnection } from './enable-connection'
import { listOfferedConnections } from './list-offered-connections'

let house: House
let owner: Person

beforeAll(async () => {
  house = await makeHouse()
  owner = await house.person()
})
afterAll(disconnect)

function accessAt(place: Place, person = owner) {
  return house.accessTo(
    place,
    person,
    'read:organization_connections',
    'create:organization_connections',
    'delete:organization_connections',
  )
}

function newPlace(): Promise<Place> {
  return house.organization({ owner })
}

async function eventsAt(place: Place) {
  const events = await house.look((tx) =>
    tx.auditEvent.findMany({
      where: { tenantId: house.tenantId, organizationId: place.id, type: { startsWith: 'connection.' } },
      orderBy: { id: 'asc' },
    }),
  )
  return events.map(({ type, targetId }) => ({ type, targetId }))
}

describe('switching on', () => {
  it('offers it at the organization’s sign-in page, there alone, and once', async () => {
    const [place, other, id] = [await newPlace(), await newPlace(), await provider(house)]
    const access = await accessAt(place)
    expect(await enableConnection(access, id)).toEqual({ displayName: 'Google' })
    await enableConnection(access, id)
    const page = await findSignInPage({ kind: 'public', tenantId: house.tenantId, subject: place.slug })
    expect(page?.connections.map((connection) => connection.id)).toContain(id)
    expect(await onAt(house, other)).not.toContain(id)
    expect(await eventsAt(place)).toEqual([{ type: 'connection.enabled', targetId: id }])
    const listed = (await listOfferedConnections(access)).find((connection) => connection.id === id)
    expect(listed?.enabled).toEqual({
      assignMembershipOnLogin: false,
      showAsButton: true,
      isSignupEnabled: false,
    })
  })

  it('stops at ten, also when many ask at once', async () => {
    const place = await newPlace()
    const access = await accessAt(place)
    const present = (await onAt(house, place)).length
    const ids = await Promise.all(Array.from({ length: 12 - present }, () => provider(house)))
    const tries = await Promise.allSettled(ids.map((id) => enableConnection(access, id)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(10 - present)
    expect(await onAt(house, place)).toHaveLength(10)
  })

  it('is refused for unknown connections and for another tenant’s', async () => {
    const place = await newPlace()
    const access = await accessAt(place)
    const foreign = await provider(await makeHouse())
    for (const id of [newId('connection'), foreign, '']) {
      expect(await refusalCode(enableConnection(access, id))).toBe('not_found')
    }
  })
})

describe('a company’s own provider', () => {
  const options = { domains: ['their.test', 'their.example'] }

  it('is neither named to other organizations nor theirs to switch on', async () => {
    const [place, id] = [await newPlace(), await provider(house, { strategy: 'oidc', options })]
    const access = await accessAt(place)
    expect((await listOfferedConnections(access)).map((connection) => connection.id)).not.toContain(id)
    expect(await refusalCode(enableConnection(access, id))).toBe('not_found')
  })

  it('is offered to the organization that has proven one of its domains, and to no other', async () => {
    const [place, id] = [await newPlace(), await provider(house, { strategy: 'oidc', options })]
    const access = await accessAt(place)
    const row = { organizationId: place.id, domain: 'their.example', verification: 'x' }
    const domainId = newId('discoveryDomain')
    await house.arrange((tx) => tx.discoveryDomain.create({ data: { ...row, id: domainId } }))
    expect(await refusalCode(enableConnection(access, id))).toBe('not_found')
    await house.arrange((tx) =>
      tx.discoveryDomain.updateMany({ where: { id: domainId }, data: { verifiedAt: new Date() } }),
    )
    await enableConnection(access, id)
    expect(await onAt(house, place)).toContain(id)
    expect(await refusalCode(enableConnection(await accessAt(await newPlace()), id))).toBe('not_found')
  })

  it('is offered where its options say so, and a preset is not where they say no', async () => {
    const access = await accessAt(await newPlace())
    const open = await provider(house, { strategy: 'oidc', options: { offeredToOrganizations: true } })
    const closed = await provider(house, { options: { offeredToOrganizations: false } })
    await enableConnection(access, open)
    expect(await refusalCode(enableConnection(access, closed))).toBe('not_found')
  })

  it('is listed where it was switched on for the organization, which may switch it off', async () => {
    const [place, id] = [await newPlace(), await provider(house, { strategy: 'oidc' })]
    await house.arrange((tx) =>
      tx.enabledConnection.create({ data: { organizationId: place.id, connectionId: id } }),
    )
    const access = await accessAt(place)
    const listed = (await listOfferedConnections(access)).find((connection) => connection.id === id)
    expect(listed).toMatchObject({ isOffered: false, enabled: { showAsButton: true } })
    await disableConnection(access, id)
    expect((await listOfferedConnections(access)).map((connection) => connection.id)).not.toContain(id)
  })
})

describe('switching off', () => {
  it('asks whoever came by it to sign in again with the next request, and nobody elsewhere', async () => {
    const [place, other] = [await newPlace(), await newPlace()]
    const access = await accessAt(place)
    await disableConnection(access, house.connection('password'))
    expect(await refusalCode(listOfferedConnections(access))).toBe('sign_in_again')
    await expect(accessAt(place)).rejects.toThrow('connection')
    await listOfferedConnections(await accessAt(other))
    expect(await eventsAt(place)).toEqual([
      { type: 'connection.disabled', targetId: house.connection('password') },
    ])
  })

  it('is refused for the last one that is on, in any order and at once', async () => {
    const place = await newPlace()
    const ids = await onAt(house, place)
    const access = await accessAt(place)
    const own = house.connection('password')
    for (const id of ids.filter((one) => one !== own)) await disableConnection(access, id)
    await expect(disableConnection(access, own)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('At least one way to sign in'),
    })
    expect(await onAt(house, place)).toEqual([own])
    const second = await provider(house)
    await enableConnection(access, second)
    const tries = await Promise.allSettled([
      disableConnection(access, own),
      disableConnection(access, second),
    ])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await onAt(house, place)).toHaveLength(1)
  })

  it('is refused for the last one on the sign-in page', async () => {
    const place = await newPlace()
    const own = house.connection('password')
    await house.arrange((tx) =>
      tx.enabledConnection.updateMany({
        where: { organizationId: place.id, connectionId: { not: own } },
        data: { showAsButton: false },
      }),
    )
    expect(await refusalCode(disableConnection(await accessAt(place), own))).toBe('conflict')
  })

  it('is refused for what is not on here', async () => {
    const [place, other, id] = [await newPlace(), await newPlace(), await provider(house)]
    await enableConnection(await accessAt(other), id)
    const access = await accessAt(place)
    for (const one of [id, newId('connection')]) {
      expect(await refusalCode(disableConnection(access, one))).toBe('not_found')
    }
    expect(await onAt(house, other)).toContain(id)
  })
})

it('is not for members without the permission', async () => {
  const [place, viewer] = [await newPlace(), await house.person()]
  await house.member(place, viewer, ['Viewer', 'Member'])
  for (const act of ['read', 'create', 'update', 'delete'] as const) {
    expect(await refusalCode(house.accessTo(place, viewer, `${act}:organization_connections`))).toBe(
      'not_found',
    )
  }
})
