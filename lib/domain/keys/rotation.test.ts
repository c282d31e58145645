import { beforeEach, describe, expect, it } from 'vitest'
import { bypassRowSecurity } from '@/lib/db/transaction'
import { type TestTenant, createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { eventsOf, createOperator, refusal } from '@/test/fixtures/operator'
import { insertSigningKeys } from '@/test/fixtures/signing-keys'
import { cleanUpTenant } from '../housekeeping/run-cleanup'
import { revokeSigningKey } from './revoke-signing-key'
import { rotateOverdueKey, rotateSigningKey } from './rotate-signing-key'
import { listSigningKeys, signingKeys } from './signing-keys'

let tenant: TestTenant
let operator: TestUser
let first: { active: string; next: string }

beforeEach(async () => {
  tenant = await createTestTenant()
  operator = await createOperator(tenant)
  await insertSigningKeys(tenant)
  const [active = '', next = ''] = await published()
  first = { active, next }
})

/** The ids of the keys in the JWKS, in order. */
async function published(): Promise<string[]> {
  return (await signingKeys(tenant.tenantId)).keys.map(({ kid = '' }) => kid)
}

async function states(): Promise<Record<string, string>> {
  const keys = await listSigningKeys(await tenant.tenantAccess(operator, 'read:signing_keys'))
  return Object.fromEntries(keys.map(({ id, state }) => [id, state]))
}

async function rotate(options: { force?: boolean } = {}) {
  return rotateSigningKey(await tenant.tenantAccess(operator, 'create:signing_keys'), options)
}

async function revoke(id: string) {
  return revokeSigningKey(await tenant.tenantAccess(operator, 'update:signing_keys'), id)
}

/** Makes all times of the tenant’s keys earlier. */
function age(minutes: number) {
  return tenant.write(
    (tx) => tx.$executeRaw`
    UPDATE signing_keys SET created_at = created_at - make_interval(mins => ${minutes}),
      activated_at = activated_at - make_interval(mins => ${minutes}),
      retired_at = retired_at - make_interval(mins => ${minutes})
    WHERE tenant_id = ${tenant.tenantId}`,
  )
}

function system() {
  return bypassRowSecurity('a test runs the cleanup', tenant.tenantId)
}
const aDay = 24 * 60

describe('the first keys', () => {
  it('are an active and a next one, created once by parallel requests', async () => {
    const other = await createTestTenant()
    const requested = await Promise.all(Array.from({ length: 5 }, () => signingKeys(other.tenantId)))
    expect(new Set(requested.map(({ version }) => version)).size).toBe(1)
    expect(requested[0]?.keys).toHaveLength(2)
    expect(await eventsOf(other, 'signing_key.created')).toHaveLength(1)
  })
})

describe('rotating', () => {
  it('lets the published key sign, keeps the old one published, and publishes another', async () => {
    await age(11)
    const [active, next, retired] = await rotate()
    expect(active).toMatchObject({ id: first.next, state: 'active' })
    expect(next?.state).toBe('next')
    expect(retired).toMatchObject({ id: first.active, state: 'retired' })
    expect(await published()).toEqual([first.next, next?.id, first.active])
    expect(await eventsOf(tenant, 'signing_key.rotated')).toMatchObject([
      {
        actorId: operator.id,
        targetId: first.next,
        details: {
          before: { active: first.active, next: first.next },
          after: { active: first.next, next: next?.id },
          forced: false,
        },
      },
    ])
  })

  it('is refused until every client can have read the next key, unless it is forced', async () => {
    await age(10)
    const before = await published()
    expect(await refusal(rotate())).toBe('conflict')
    expect(await published()).toEqual(before)
    await rotate({ force: true })
    expect((await published())[0]).toBe(first.next)
  })

  it('is refused for a tenant without keys', async () => {
    const other = await createTestTenant()
    const access = await other.tenantAccess(await createOperator(other), 'create:signing_keys')
    expect(await refusal(rotateSigningKey(access, { force: true }))).toBe('conflict')
  })

  it('happens once for twenty requests at once', async () => {
    await age(11)
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => rotate()))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(Object.values(await states()).sort()).toEqual(['active', 'next', 'retired'])
    expect(await eventsOf(tenant, 'signing_key.rotated')).toHaveLength(1)
  })

  it('leaves one active and one next key after parallel forced rotations', async () => {
    await Promise.all(Array.from({ length: 8 }, () => rotate({ force: true })))
    const counted = Object.values(await states())
    expect(counted.filter((state) => state === 'retired')).toHaveLength(8)
    expect(counted.filter((state) => state !== 'retired').sort()).toEqual(['active', 'next'])
  })

  it('is refused once the permission is lost', async () => {
    await age(11)
    const [rotating, revoking, reading] = await Promise.all([
      tenant.tenantAccess(operator, 'create:signing_keys'),
      tenant.tenantAccess(operator, 'update:signing_keys'),
      tenant.tenantAccess(operator, 'read:signing_keys'),
    ])
    await tenant.write((tx) => tx.userRole.deleteMany({ where: { userId: operator.id } }))
    expect(await refusal(rotateSigningKey(rotating, { force: true }))).toBe('not_found')
    expect(await refusal(revokeSigningKey(revoking, first.active))).toBe('not_found')
    expect(await refusal(listSigningKeys(reading))).toBe('not_found')
    expect(await published()).toEqual([first.active, first.next])
  })

  it('is refused without the permission', async () => {
    const nobody = await tenant.createUser()
    const asks = ['read:signing_keys', 'create:signing_keys', 'update:signing_keys'] as const
    for (const permission of asks) {
      expect(await refusal(tenant.tenantAccess(nobody, permission))).toBe('not_found')
    }
  })
})

describe('the schedule', () => {
  it('rotates after 30 days, and once for two cleanups', async () => {
    await age(30 * aDay - 1)
    expect(await rotateOverdueKey(system())).toBe(false)
    await age(1)
    const done = await Promise.all([rotateOverdueKey(system()), rotateOverdueKey(system())])
    expect(done.sort()).toEqual([false, true])
    expect((await published())[0]).toBe(first.next)
    expect(await eventsOf(tenant, 'signing_key.rotated')).toMatchObject([{ actorKind: 'system' }])
  })

  it('waits for a next key that was published just now', async () => {
    await age(31 * aDay)
    await revoke(first.next)
    expect(await rotateOverdueKey(system())).toBe(false)
    expect((await published())[0]).toBe(first.active)
  })

  it('is part of the cleanup', async () => {
    await age(31 * aDay)
    await cleanUpTenant(tenant.tenantId)
    expect(await states()).toMatchObject({ [first.active]: 'retired', [first.next]: 'active' })
  })
})

describe('a retired key', () => {
  beforeEach(async () => {
    await age(11)
    await rotate()
  })

  it('stays published as long as a token that it signed can be valid, and is deleted a week later', async () => {
    await tenant.write((tx) => tx.api.updateMany({ data: { tokenLifetime: 3 * 24 * 3600 } }))
    await age(3 * aDay)
    await cleanUpTenant(tenant.tenantId)
    expect(await published()).toContain(first.active)
    await age(11)
    expect(await published()).not.toContain(first.active)
    await age(7 * aDay - 2)
    await cleanUpTenant(tenant.tenantId)
    expect(await states()).toHaveProperty([first.active])
    await age(2)
    await cleanUpTenant(tenant.tenantId)
    expect(await states()).not.toHaveProperty([first.active])
  })

  it('stays published for a day if all tokens are valid for less', async () => {
    await tenant.write((tx) => tx.api.updateMany({ data: { tokenLifetime: 60 } }))
    await age(aDay)
    expect(await published()).toContain(first.active)
    await age(11)
    expect(await published()).not.toContain(first.active)
  })
})

describe('revoking', () => {
  it('an active key activates the next one at once, and deletes its private part', async () => {
    const [active, next] = await revoke(first.active)
    expect(active).toMatchObject({ id: first.next, state: 'active' })
    expect(await published()).toEqual([first.next, next?.id])
    const row = await tenant.read((tx) =>
      tx.signingKey.findUnique({ where: { tenantId_id: { tenantId: tenant.tenantId, id: first.active } } }),
    )
    expect(row).toMatchObject({ state: 'revoked', sealedPrivate: null })
    expect(await eventsOf(tenant, 'signing_key.revoked')).toMatchObject([
      {
        targetId: first.active,
        details: { before: { state: 'active' }, after: { state: 'revoked', active: first.next } },
      },
    ])
  })

  it('a next key creates another', async () => {
    await revoke(first.next)
    const [active, next] = await published()
    expect(active).toBe(first.active)
    expect([first.active, first.next]).not.toContain(next)
  })

  it('a retired key removes it from the JWKS', async () => {
    await rotate({ force: true })
    await revoke(first.active)
    expect(await published()).not.toContain(first.active)
    expect(await published()).toHaveLength(2)
  })

  it('happens once, and not in another tenant', async () => {
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => revoke(first.active)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await refusal(revoke(first.active))).toBe('not_found')
    const other = await createTestTenant()
    const [theirs = ''] = (await signingKeys(other.tenantId)).keys.map(({ kid = '' }) => kid)
    expect(await refusal(revoke(theirs))).toBe('not_found')
    expect((await signingKeys(other.tenantId)).keys[0]?.kid).toBe(theirs)
  })
})
