import { expect, test } from '@playwright/test'
import type { BrowserUser } from '@/test/fixtures/browser-tenant'
import type { Sdk } from '../sdk'

/** Sessions and tokens of a user, and how they end. */
export function signedInJourneys(sdk: () => Sdk): void {
  test('sessions', async () => {
    const person = await sdk().tenant.createUser('Sue Shore')
    const one = await session(sdk(), person)
    const two = await session(sdk(), person)
    expect(await sdk().all('users.sessions.list', person.id)).toHaveLength(2)
    expect(await sdk().one('sessions.get', one)).toMatchObject({ id: one, user_id: person.id })
    const noted = { session_metadata: { note: 'kept' } }
    expect(await sdk().one('sessions.update', one, noted)).toMatchObject(noted)
    await sdk().call('sessions.revoke', one)
    await sdk().call('sessions.delete', two)
    expect(await sdk().all('users.sessions.list', person.id)).toEqual([])
    await session(sdk(), person)
    await sdk().call('users.sessions.delete', person.id)
    expect(await sdk().all('users.sessions.list', person.id)).toEqual([])
    expect(await sdk().refusal('sessions.get', 'nothing')).toMatchObject({ statusCode: 404 })
  })

  test('refresh tokens', async () => {
    const person = await sdk().tenant.createUser('Rae Reef')
    const of = { user_id: person.id }
    const one = await refreshToken(sdk(), person)
    const two = await refreshToken(sdk(), person)
    expect(await sdk().all('users.refreshToken.list', person.id, { take: 1 })).toHaveLength(2)
    expect(await sdk().all('refreshTokens.list', of)).toHaveLength(2)
    expect(await sdk().one('refreshTokens.get', one)).toMatchObject({ id: one, ...of })
    const noted = { refresh_token_metadata: { note: 'kept' } }
    expect(await sdk().one('refreshTokens.update', one, noted)).toMatchObject(noted)
    await sdk().call('refreshTokens.delete', one)
    await sdk().call('refreshTokens.revoke', { ids: [two] })
    await refreshToken(sdk(), person)
    await sdk().call('users.refreshToken.delete', person.id)
    await refreshToken(sdk(), person)
    await sdk().call('users.revokeAccess', person.id)
    expect(await sdk().all('users.refreshToken.list', person.id)).toEqual([])
  })

  test('logs, enrollments, blocks and grants of a user', async () => {
    const person = await sdk().tenant.createUser('Lil Locke')
    await sdk().one('users.update', person.id, { nickname: 'Lil' })
    const [log] = await sdk().all('users.logs.list', person.id)
    expect(await sdk().one('logs.get', log?.['log_id'])).toMatchObject({ user_id: person.id })
    expect(await sdk().call('users.enrollments.get', person.id)).toEqual([])
    await sdk().call('users.authenticators.deleteAll', person.id)
    expect(await sdk().one('userBlocks.list', person.id)).toEqual({ blocked_for: [] })
    await sdk().call('userBlocks.delete', person.id)
    const identifier = { identifier: person.email }
    expect(await sdk().one('userBlocks.listByIdentifier', identifier)).toEqual({ blocked_for: [] })
    await sdk().call('userBlocks.deleteByIdentifier', identifier)
    expect(await sdk().all('userGrants.list')).toEqual([])
    await sdk().call('userGrants.deleteByUserId', { user_id: person.id })
    expect(await sdk().refusal('userGrants.delete', 'nothing')).toMatchObject({ statusCode: 404 })
    const byAddress = { email: person.email }
    const [connection] = await sdk().all('connections.list', { strategy: ['auth0'] })
    await sdk().call('connections.users.deleteByEmail', connection?.['id'], byAddress)
    expect(await sdk().refusal('users.get', person.id)).toMatchObject({ statusCode: 404 })
  })
}

async function session({ tenant }: Sdk, { id }: BrowserUser): Promise<unknown> {
  const [made] = await tenant.query(
    `INSERT INTO sessions (tenant_id, id, user_id, connection_id, expires_at)
     SELECT $1, gen_random_uuid(), $2, connection_id, now() + interval '1 hour'
     FROM identities WHERE tenant_id = $1 AND user_id = $2 RETURNING id`,
    [id],
  )
  return made?.['id']
}

async function refreshToken({ tenant, machine }: Sdk, { id }: BrowserUser): Promise<unknown> {
  const [made] = await tenant.query(
    `WITH made AS (
       INSERT INTO authorizations (tenant_id, id, client_id, user_id, session_id, connection_id, offline, payload, expires_at)
       SELECT $1, gen_random_uuid(), $3, $2, 'gone', connection_id, true, '{}', now() + interval '1 hour'
       FROM identities WHERE tenant_id = $1 AND user_id = $2 RETURNING id)
     INSERT INTO token_artifacts (tenant_id, kind, id_hash, authorization_id, payload, expires_at)
     SELECT $1, 'RefreshToken', id, id, '{}', now() + interval '1 hour' FROM made RETURNING authorization_id AS id`,
    [id, machine.id],
  )
  return made?.['id']
}
