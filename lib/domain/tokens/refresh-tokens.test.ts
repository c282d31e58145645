import { beforeAll, describe, expect, it } from 'vitest'
import type { TenantAccess } from '@/lib/access'
import { newId } from '@/lib/ids'
import { type TestTenant, createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { signIn, createOpenidTenant, type OpenidTenant, refresh } from '@/test/fixtures/openid'
import { eventsOf, createOperator, refusal } from '@/test/fixtures/operator'
import { getRefreshToken, listRefreshTokens, setRefreshTokenMetadata } from './refresh-tokens'
import { revokeRefreshToken, revokeRefreshTokens } from './revoke-refresh-tokens'

let tenant: TestTenant
let openid: OpenidTenant
let access: TenantAccess<'read:refresh_tokens' | 'update:refresh_tokens' | 'delete:refresh_tokens'>

beforeAll(async () => {
  tenant = await createTestTenant()
  openid = await createOpenidTenant(tenant)
  access = await tenant.tenantAccess(
    await createOperator(tenant),
    'read:refresh_tokens',
    'update:refresh_tokens',
    'delete:refresh_tokens',
  )
})

/** Signs in to the application. @returns the refresh token, and the id under which it is listed */
async function signInToApplication(person: TestUser, asks: Record<string, string> = {}) {
  const before = new Set(await idsOf(person))
  const { refresh_token: token } = await (await signIn(openid, person, { asks }))()
  const id = (await idsOf(person)).find((known) => !before.has(known))
  if (id === undefined) throw new Error('The refresh token is not listed.')
  return { token, id }
}

async function idsOf({ id: userId }: TestUser): Promise<string[]> {
  const { rows } = await listRefreshTokens(access, { userId, take: 100, after: null })
  return rows.map(({ id }) => id)
}

async function works(token: string | undefined): Promise<boolean> {
  return (await refresh(openid, token)).status === 200
}

function revocations(): Promise<number> {
  return eventsOf(tenant, 'application.tokens_revoked').then((events) => events.length)
}

describe('the list', () => {
  it('has valid tokens, with the session that they come from', async () => {
    const ann = await tenant.createUser()
    const { id, token } = await signInToApplication(ann, {
      audience: openid.audience,
      scope: 'openid offline_access read:rooms',
    })
    const found = await getRefreshToken(access, id)
    expect(found).toMatchObject({
      userId: ann.id,
      clientId: openid.web.id,
      sessionId: ann.sessionId,
      exchangedAt: null,
      metadata: {},
      resources: { [openid.audience]: 'read:rooms' },
    })
    expect(found.idleExpiresAt.getTime()).toBeLessThan(found.expiresAt.getTime())
    const { refresh_token: next } = await refresh(openid, token)
    expect((await getRefreshToken(access, id)).exchangedAt).toBeInstanceOf(Date)
    expect(await idsOf(ann)).toEqual([id])
    expect(await works(next)).toBe(true)
  })

  it('continues after a page', async () => {
    const ann = await tenant.createUser()
    const made = [
      await signInToApplication(ann),
      await signInToApplication(ann),
      await signInToApplication(ann),
    ]
      .map(({ id }) => id)
      .sort()
    const first = await listRefreshTokens(access, { userId: ann.id, take: 2, after: null })
    expect(first.rows.map(({ id }) => id)).toEqual(made.slice(0, 2))
    const second = await listRefreshTokens(access, { userId: ann.id, take: 2, after: first.next })
    expect(second).toMatchObject({ rows: [{ id: made[2] }], next: null })
  })

  it('lists only the given application’s tokens', async () => {
    const ann = await tenant.createUser()
    await signInToApplication(ann)
    const at = (clientId: string) =>
      listRefreshTokens(access, { userId: ann.id, clientId, take: 9, after: null }).then(
        ({ rows }) => rows.length,
      )
    expect(await Promise.all([at(openid.web.id), at(openid.machine.id)])).toEqual([1, 0])
  })

  it('leaves out sign-ins without a refresh token, unredeemed codes, and tokens unused for too long', async () => {
    const ann = await tenant.createUser()
    await (
      await signIn(openid, ann, { offline: false })
    )()
    await signIn(openid, ann)
    expect(await idsOf(ann)).toEqual([])
    const { id } = await signInToApplication(ann)
    await tenant.write((tx) =>
      tx.tokenArtifact.updateMany({ where: { authorizationId: id }, data: { expiresAt: new Date() } }),
    )
    expect(await idsOf(ann)).toEqual([])
    expect(await refusal(getRefreshToken(access, id))).toBe('not_found')
  })

  it('is not found for an unknown user and for another tenant’s user', async () => {
    expect(await refusal(listRefreshTokens(access, { userId: 'auth0|nobody', take: 9, after: null }))).toBe(
      'not_found',
    )
    const other = await createTestTenant()
    const theirs = await other.createUser()
    expect(await refusal(listRefreshTokens(access, { userId: theirs.id, take: 9, after: null }))).toBe(
      'not_found',
    )
  })
})

describe('metadata', () => {
  it('replaces all metadata, and nothing else', async () => {
    const { id, token } = await signInToApplication(await tenant.createUser())
    await setRefreshTokenMetadata(access, { id, metadata: { device: 'phone', old: '1' } })
    const changed = await setRefreshTokenMetadata(access, { id, metadata: { device: 'tablet' } })
    expect(changed).toEqual(await getRefreshToken(access, id))
    expect(changed.metadata).toEqual({ device: 'tablet' })
    expect(await works(token)).toBe(true)
    expect((await eventsOf(tenant, 'application.token_metadata_changed')).at(-1)).toMatchObject({
      targetId: openid.web.id,
      details: { authorizationId: id, properties: ['device'] },
    })
  })

  it('is refused for an unknown token', async () => {
    const work = setRefreshTokenMetadata(access, { id: newId('authorization'), metadata: {} })
    expect(await refusal(work)).toBe('not_found')
  })
})

describe('revoking', () => {
  it('one token ends it at once, with one event, and no other token', async () => {
    const ann = await tenant.createUser()
    const one = await signInToApplication(ann)
    const other = await signInToApplication(ann)
    const before = await revocations()
    await revokeRefreshToken(access, one.id)
    expect(await Promise.all([works(one.token), works(other.token)])).toEqual([false, true])
    expect(await idsOf(ann)).toEqual([other.id])
    await revokeRefreshToken(access, one.id)
    expect(await revocations()).toBe(before + 1)
  })

  it('one token is refused for an id that is not a refresh token’s', async () => {
    const ann = await tenant.createUser()
    await (
      await signIn(openid, ann, { offline: false })
    )()
    const online = await tenant.read((tx) => tx.authorization.findFirstOrThrow({ where: { userId: ann.id } }))
    expect(await refusal(revokeRefreshToken(access, online.id))).toBe('not_found')
    expect(await refusal(revokeRefreshToken(access, newId('authorization')))).toBe('not_found')
  })

  it('all tokens of a user also revokes unredeemed codes, and nothing of other users', async () => {
    const ann = await tenant.createUser()
    const ben = await tenant.createUser()
    const annToken = await signInToApplication(ann)
    const benToken = await signInToApplication(ben)
    const redeem = await signIn(openid, ann)
    expect(await revokeRefreshTokens(access, { userId: ann.id })).toBe(2)
    expect((await redeem()).status).toBe(400)
    expect(await Promise.all([works(annToken.token), works(benToken.token)])).toEqual([false, true])
    expect(await revokeRefreshTokens(access, { userId: ann.id })).toBe(0)
  })

  it('revokes only for the given application and API', async () => {
    const ann = await tenant.createUser()
    const plain = await signInToApplication(ann)
    const forApi = await signInToApplication(ann, {
      audience: openid.audience,
      scope: 'openid offline_access read:rooms',
    })
    const of = { userId: ann.id, clientId: openid.web.id }
    expect(await revokeRefreshTokens(access, { userId: ann.id, clientId: openid.machine.id })).toBe(0)
    expect(await revokeRefreshTokens(access, { ...of, audience: 'https://other.tenant.test' })).toBe(0)
    expect(await revokeRefreshTokens(access, { ...of, audience: openid.audience })).toBe(1)
    expect(await Promise.all([works(forApi.token), works(plain.token)])).toEqual([false, true])
    expect(await revokeRefreshTokens(access, of)).toBe(1)
  })

  it('by ids ignores unknown tokens and those of another tenant', async () => {
    const other = await createTestTenant()
    const theirs = await signInElsewhere(other)
    const { id, token } = await signInToApplication(await tenant.createUser())
    expect(await revokeRefreshTokens(access, { ids: [id, theirs, newId('authorization')] })).toBe(1)
    expect(await works(token)).toBe(false)
    const row = await other.read((tx) => tx.authorization.findFirstOrThrow({ where: { id: theirs } }))
    expect(row.revokedAt).toBeNull()
  })
})

async function signInElsewhere(other: TestTenant): Promise<string> {
  const ours = await createOpenidTenant(other)
  const person = await other.createUser()
  await (
    await signIn(ours, person)
  )()
  return (await other.read((tx) => tx.authorization.findFirstOrThrow({ where: { userId: person.id } }))).id
}
