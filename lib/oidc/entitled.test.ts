import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { claimsOf, enter, introspect, makeRealm, refresh, userinfo, type Realm } from '@/test/openid'

let house: House
let realm: Realm
let person: Person
let place: Place

beforeAll(async () => {
  house = await makeHouse()
  realm = await makeRealm(house)
})
beforeEach(async () => {
  person = await house.person()
  place = await house.organization({ owner: person })
})
afterAll(disconnect)

/** The organization’s members come in by no application but those that are given to it for them. */
function restrict() {
  return house.arrange((tx) =>
    tx.organization.updateMany({ where: { id: place.id }, data: { isAppEntitlementActive: true } }),
  )
}

function give(useForMemberAccess: boolean) {
  const given = { organizationId: place.id, clientId: realm.web.id, useForMemberAccess }
  return house.arrange((tx) => tx.organizationClient.create({ data: given }))
}

describe('where members come in by their organization’s applications alone', () => {
  it('another turns them away with an error, and asks nobody to sign in again', async () => {
    await restrict()
    await give(false)
    await expect(enter(realm, person, { place })).rejects.toThrow(
      /error=access_denied.*is\+not\+for\+members/,
    )
  })

  it('one of them lets them in, and every one does elsewhere', async () => {
    await restrict()
    await give(true)
    const { access_token: token } = await (await enter(realm, person, { place }))()
    expect(token).toBeDefined()
    expect(claimsOf((await (await enter(realm, person))()).id_token)['org_id']).toBeUndefined()
    const other = await house.organization({ owner: person })
    expect((await (await enter(realm, person, { place: other }))()).access_token).toBeDefined()
  })

  it('counts for a code, a refresh token and an access token that are out', async () => {
    const redeem = await enter(realm, person, { place })
    const tokens = await (await enter(realm, person, { place }))()
    await restrict()
    expect(await redeem()).toMatchObject({ status: 400, error: 'invalid_grant' })
    expect(await refresh(realm, tokens.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' })
    expect((await userinfo(realm, tokens.access_token)).status).toBe(401)
    expect(await introspect(realm, tokens.access_token)).toMatchObject({ active: false })
  })
})
