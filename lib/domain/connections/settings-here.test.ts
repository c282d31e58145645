import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bypassRowSecurity, change, read } from '@/lib/db/transaction'
import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { refusalCode } from '@/test/at-the-door'
import { provider } from '@/test/connections'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { changeEnabledConnection } from './change-enabled-connection'
import { enableConnection } from './enable-connection'
import { failed } from './federated-profile'
import { getEnabledConnection } from './get-enabled-connection'
import { listConnectionFailures } from './list-connection-failures'

let house: House
let owner: Person

beforeAll(async () => {
  house = await makeHouse()
  owner = await house.person({ password: 'correct horse battery' })
})
afterAll(disconnect)

function accessAt(place: Place) {
  return house.accessTo(
    place,
    owner,
    'read:organization_connections',
    'create:organization_connections',
    'update:organization_connections',
  )
}

const closed = { assignMembershipOnLogin: false, showAsButton: true, isSignupEnabled: false }

describe('the settings of a connection here', () => {
  it('change here alone, and the audit says what', async () => {
    const [place, other] = [await house.organization({ owner }), await house.organization({ owner })]
    const id = house.connection('password')
    const access = await accessAt(place)
    const open = { assignMembershipOnLogin: true, showAsButton: true, isSignupEnabled: true }
    await changeEnabledConnection(access, { id, ...open })
    await changeEnabledConnection(access, { id, ...open })
    expect((await getEnabledConnection(access, id)).enabled).toEqual(open)
    expect((await getEnabledConnection(await accessAt(other), id)).enabled).toEqual(closed)
    const events = await house.look((tx) =>
      tx.auditEvent.findMany({ where: { organizationId: place.id, type: 'connection.settings_changed' } }),
    )
    expect(events.map(({ details }) => details)).toEqual([
      {
        before: { assignMembershipOnLogin: false, isSignupEnabled: false },
        after: { assignMembershipOnLogin: true, isSignupEnabled: true },
      },
    ])
  })

  it('allow sign-up only together with membership, and only by password', async () => {
    const place = await house.organization({ owner })
    const access = await accessAt(place)
    const signup = { ...closed, isSignupEnabled: true }
    const tries = [
      { id: house.connection('password'), ...signup },
      { id: house.connection('email'), ...signup, assignMembershipOnLogin: true },
    ]
    for (const wanted of tries) {
      await expect(changeEnabledConnection(access, wanted)).rejects.toMatchObject({
        code: 'invalid',
        field: 'is_signup_enabled',
      })
    }
  })

  it('leave one connection on the sign-in page, even when two are hidden at once', async () => {
    const place = await house.organization({ owner })
    const [access, second] = [await accessAt(place), await provider(house)]
    await house.arrange((tx) =>
      tx.enabledConnection.deleteMany({
        where: { organizationId: place.id, connectionId: { not: house.connection('password') } },
      }),
    )
    await enableConnection(access, second)
    const hidden = { ...closed, showAsButton: false }
    const tries = await Promise.allSettled(
      [house.connection('password'), second].map((id) => changeEnabledConnection(access, { id, ...hidden })),
    )
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('are not found if the connection is disabled here or does not exist', async () => {
    const access = await accessAt(await house.organization({ owner }))
    for (const id of [await provider(house), newId('connection')]) {
      expect(await refusalCode(changeEnabledConnection(access, { id, ...closed }))).toBe('not_found')
      expect(await refusalCode(getEnabledConnection(access, id))).toBe('not_found')
    }
  })
})

describe('who depends on a connection', () => {
  it('counts the members who signed in by it, and those with no other connection', async () => {
    const [place, other] = [await house.organization({ owner }), await house.organization({ owner })]
    const [google, access] = [await provider(house), await accessAt(place)]
    const [linked, suspended, stranger] = [await house.person(), await house.person(), await house.person()]
    await house.member(place, linked)
    await house.member(place, suspended)
    await house.member(other, stranger)
    await house.arrange(async (tx) => {
      const { tenantId } = house
      await tx.member.updateMany({ where: { userId: suspended.id }, data: { suspendedAt: new Date() } })
      await tx.enabledConnection.deleteMany({
        where: { organizationId: place.id, connectionId: { not: house.connection('password') } },
      })
      await tx.identity.create({
        data: {
          id: newId('identity'),
          tenantId,
          userId: linked.id,
          connectionId: google,
          subject: linked.id,
        },
      })
    })
    await enableConnection(access, google)
    const password = house.connection('password')
    expect(await getEnabledConnection(access, password)).toMatchObject({ signedIn: 2, stranded: 1 })
    expect(await getEnabledConnection(access, google)).toMatchObject({ signedIn: 0, stranded: 1 })
    await enableConnection(access, house.connection('email'))
    expect(await getEnabledConnection(access, password)).toMatchObject({ signedIn: 2, stranded: 0 })
  })

  it('does not count sessions that have ended', async () => {
    const place = await house.organization({ owner })
    const gone = await house.person()
    await house.member(place, gone)
    await house.arrange((tx) =>
      tx.session.updateMany({ where: { userId: gone.id }, data: { endedAt: new Date() } }),
    )
    const counted = await getEnabledConnection(await accessAt(place), house.connection('password'))
    expect(counted.signedIn).toBe(1)
  })
})

it('connection_usage keeps the organization’s access kind, and counts nobody with another kind', async () => {
  const place = await house.organization({ owner })
  const access = await accessAt(place)
  const kind = await read(access, async (tx) => {
    await tx.$queryRaw`SELECT * FROM foyer.connection_usage(${house.connection('password')})`
    return tx.$queryRaw`SELECT foyer.access_kind() AS kind`
  })
  expect(kind).toEqual([{ kind: 'organization' }])
  const nobody = await read(
    owner.self,
    (tx) => tx.$queryRaw`SELECT * FROM foyer.connection_usage(${house.connection('password')})`,
  )
  expect(nobody).toEqual([{ signed_in: 0, without_alternative: 0 }])
})

describe('the last failures', () => {
  it('are this organization’s, the newest ten, with the reason in words', async () => {
    const [place, other, google] = [
      await house.organization({ owner }),
      await house.organization({ owner }),
      await provider(house),
    ]
    const door = bypassRowSecurity('a test fails', house.tenantId)
    const fail = (at: Place, reason: 'cancelled' | 'wrong_token') =>
      change(door, async () => ({
        result: undefined,
        events: [failed({ connectionId: google, organizationId: at.id }, reason)],
      }))
    for (let count = 0; count < 10; count++) await fail(place, 'wrong_token')
    await fail(place, 'cancelled')
    await fail(other, 'wrong_token')
    const failures = await listConnectionFailures(await accessAt(place))
    expect(failures).toHaveLength(10)
    expect(failures[0]).toMatchObject({
      connectionName: 'Google',
      reason: 'The person, or the provider, stopped the sign-in.',
    })
    expect(failures[1]?.reason).toContain('The ID token was not for us')
    expect(await listConnectionFailures(await accessAt(other))).toHaveLength(1)
  })
})
