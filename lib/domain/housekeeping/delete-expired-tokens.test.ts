import { beforeAll, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { cleanUpTenant } from './run-cleanup'

let tenant: TestTenant
let person: TestUser
const clientId = newId('client')

beforeAll(async () => {
  tenant = await createTestTenant()
  person = await tenant.createUser()
  await tenant.write((tx) =>
    tx.client.create({
      data: { id: clientId, name: 'Web', appType: 'regular_web', tokenEndpointAuthMethod: 'none' },
    }),
  )
})

interface Ends {
  expiresAt: Date
  revokedAt?: Date
}

async function authorization({ expiresAt, revokedAt }: Ends): Promise<string> {
  const id = newId('authorization')
  await tenant.write((tx) =>
    tx.authorization.create({
      data: {
        id,
        clientId,
        userId: person.id,
        sessionId: person.sessionId,
        payload: {},
        expiresAt,
        connectionId: tenant.connection('password'),
        revokedAt: revokedAt ?? null,
      },
    }),
  )
  return id
}

function artifacts(count: number, given: { kind: string; expiresAt: Date; authorizationId?: string }) {
  return tenant.write((tx) =>
    tx.tokenArtifact.createMany({
      data: Array.from({ length: count }, () => ({ ...given, idHash: newId('session'), payload: {} })),
    }),
  )
}

async function kinds(): Promise<Record<string, number>> {
  const rows = await tenant.read((tx) =>
    tx.tokenArtifact.groupBy({ by: ['kind'], where: { tenantId: tenant.tenantId }, _count: true }),
  )
  return Object.fromEntries(rows.map(({ kind, _count }) => [kind, _count]))
}

it('deletes expired tokens, however many, and keeps valid ones, used or not', async () => {
  const valid = await authorization({ expiresAt: inHours(1) })
  await artifacts(2300, { kind: 'AuthorizationCode', expiresAt: inHours(-0.01) })
  await artifacts(3, { kind: 'RefreshToken', expiresAt: inHours(0.01), authorizationId: valid })
  await tenant.write((tx) =>
    tx.tokenArtifact.updateMany({ where: { kind: 'RefreshToken' }, data: { consumedAt: inHours(-9) } }),
  )
  await artifacts(2, { kind: 'Interaction', expiresAt: inHours(1) })
  await cleanUpTenant(tenant.tenantId)
  expect(await kinds()).toEqual({ RefreshToken: 3, Interaction: 2 })
})

it('an authorization is deleted a day after its end, with its tokens', async () => {
  const ended = await Promise.all([
    authorization({ expiresAt: inHours(-24.1) }),
    authorization({ expiresAt: inHours(99), revokedAt: inHours(-24.1) }),
  ])
  const kept = await Promise.all([
    authorization({ expiresAt: inHours(-23.9) }),
    authorization({ expiresAt: inHours(99), revokedAt: inHours(-23.9) }),
    authorization({ expiresAt: inHours(99) }),
  ])
  for (const authorizationId of [...ended, ...kept])
    await artifacts(1, { kind: 'AccessToken', expiresAt: inHours(1), authorizationId })
  await cleanUpTenant(tenant.tenantId)
  const ids = [...ended, ...kept]
  const left = await tenant.read((tx) => tx.authorization.findMany({ where: { id: { in: ids } } }))
  expect(left.map(({ id }) => id).sort()).toEqual([...kept].sort())
  expect(await kinds()).toMatchObject({ AccessToken: kept.length })
})

it('more authorizations than one batch are deleted as well', async () => {
  await tenant.write((tx) =>
    tx.authorization.createMany({
      data: Array.from({ length: 450 }, () => ({
        id: newId('authorization'),
        clientId,
        userId: person.id,
        sessionId: person.sessionId,
        connectionId: tenant.connection('password'),
        payload: {},
        expiresAt: inHours(-48),
      })),
    }),
  )
  await Promise.all([cleanUpTenant(tenant.tenantId), cleanUpTenant(tenant.tenantId)])
  const left = await tenant.read((tx) =>
    tx.authorization.count({ where: { expiresAt: { lt: inHours(-47) } } }),
  )
  expect(left).toBe(0)
})

function inHours(hours: number): Date {
  return new Date(Date.now() + hours * 3_600_000)
}
