import { afterAll, beforeAll, expect, test } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { makeHouse, type House, type Person } from '@/test/house'
import { cleanUpTenant } from './run-cleanup'

let house: House
let person: Person
const clientId = newId('client')

beforeAll(async () => {
  house = await makeHouse()
  person = await house.person()
  await house.arrange((tx) =>
    tx.client.create({
      data: { id: clientId, name: 'Web', appType: 'regular_web', tokenEndpointAuthMethod: 'none' },
    }),
  )
})
afterAll(disconnect)

interface Ends {
  expiresAt: Date
  revokedAt?: Date
}

async function authorization({ expiresAt, revokedAt }: Ends): Promise<string> {
  const id = newId('authorization')
  await house.arrange((tx) =>
    tx.authorization.create({
      data: {
        ...{ id, clientId, userId: person.id, sessionId: person.sessionId, payload: {}, expiresAt },
        ...{ connectionId: house.connection('password'), revokedAt: revokedAt ?? null },
      },
    }),
  )
  return id
}

function artifacts(count: number, given: { kind: string; expiresAt: Date; authorizationId?: string }) {
  return house.arrange((tx) =>
    tx.tokenArtifact.createMany({
      data: Array.from({ length: count }, () => ({ ...given, idHash: newId('session'), payload: {} })),
    }),
  )
}

async function kinds(): Promise<Record<string, number>> {
  const rows = await house.look((tx) =>
    tx.tokenArtifact.groupBy({ by: ['kind'], where: { tenantId: house.tenantId }, _count: true }),
  )
  return Object.fromEntries(rows.map(({ kind, _count }) => [kind, _count]))
}

test('what is over goes, however much it is; what lives stays, used up or not', async () => {
  const living = await authorization({ expiresAt: inHours(1) })
  await artifacts(2300, { kind: 'AuthorizationCode', expiresAt: inHours(-0.01) })
  await artifacts(3, { kind: 'RefreshToken', expiresAt: inHours(0.01), authorizationId: living })
  await house.arrange((tx) =>
    tx.tokenArtifact.updateMany({ where: { kind: 'RefreshToken' }, data: { consumedAt: inHours(-9) } }),
  )
  await artifacts(2, { kind: 'Interaction', expiresAt: inHours(1) })
  await cleanUpTenant(house.tenantId)
  expect(await kinds()).toEqual({ RefreshToken: 3, Interaction: 2 })
})

test('an authorization goes a day after its end, with all that hangs on it', async () => {
  const ended = [
    await authorization({ expiresAt: inHours(-24.1) }),
    await authorization({ expiresAt: inHours(99), revokedAt: inHours(-24.1) }),
  ]
  const kept = [
    await authorization({ expiresAt: inHours(-23.9) }),
    await authorization({ expiresAt: inHours(99), revokedAt: inHours(-23.9) }),
    await authorization({ expiresAt: inHours(99) }),
  ]
  for (const authorizationId of [...ended, ...kept])
    await artifacts(1, { kind: 'AccessToken', expiresAt: inHours(1), authorizationId })
  await cleanUpTenant(house.tenantId)
  const ids = [...ended, ...kept]
  const left = await house.look((tx) => tx.authorization.findMany({ where: { id: { in: ids } } }))
  expect(left.map(({ id }) => id).sort()).toEqual([...kept].sort())
  expect(await kinds()).toMatchObject({ AccessToken: kept.length })
})

test('more authorizations than one batch takes go as well', async () => {
  await house.arrange((tx) =>
    tx.authorization.createMany({
      data: Array.from({ length: 450 }, () => ({
        ...{ id: newId('authorization'), clientId, userId: person.id, sessionId: person.sessionId },
        ...{ connectionId: house.connection('password'), payload: {}, expiresAt: inHours(-48) },
      })),
    }),
  )
  await Promise.all([cleanUpTenant(house.tenantId), cleanUpTenant(house.tenantId)])
  const left = await house.look((tx) =>
    tx.authorization.count({ where: { expiresAt: { lt: inHours(-47) } } }),
  )
  expect(left).toBe(0)
})

function inHours(hours: number): Date {
  return new Date(Date.now() + hours * 3_600_000)
}
