import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { noteDatabaseSilent, withRequestState } from '@/lib/request-state'
import { createTestTenant } from '@/test/fixtures/tenant'
import { takeOwnDatabase } from '@/test/own-database'
import { VanishingDatabase } from '@/test/vanishing-database'
import { refusal } from '../http/refusal'
import { forgetTenants, tenantOfHost } from './tenant'

let database: VanishingDatabase

beforeAll(async () => {
  await takeOwnDatabase()
  database = await VanishingDatabase.start(process.env['DATABASE_URL'] ?? '')
  process.env['DATABASE_URL'] = database.url
  await disconnect()
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterAll(async () => {
  vi.useRealTimers()
  database.appear({ isAnother: true })
  await disconnect()
  await database.stop()
})

it('an absent database: a request that has waited for it takes the tenants that were known, and others are refused', async () => {
  const { tenantId } = await createTestTenant()
  const host = `${tenantId}.localhost:3000`
  expect(await tenantOfHost(host)).toMatchObject({ id: tenantId })
  vi.setSystemTime(Date.now() + 60_000)
  database.vanish()
  const known = withRequestState(() => {
    noteDatabaseSilent()
    return tenantOfHost(host)
  })
  expect(await known).toMatchObject({ id: tenantId })
  await expect(withRequestState(() => tenantOfHost(host))).rejects.toMatchObject({ code: 'unavailable' })
  forgetTenants()
  const unknown = withRequestState(() => {
    noteDatabaseSilent()
    return tenantOfHost(host)
  })
  await expect(unknown).rejects.toMatchObject({ code: 'unavailable', cause: undefined })
})

it('a refusal asks for https at a host that is known to be served by it, and at no other', () => {
  const known = { host: 'secure.test', url: 'https://secure.test' }
  const plain = { host: 'plain.test', url: 'http://plain.test' }
  Reflect.set(globalThis, 'foyerTenants', { readAt: Date.now(), tenants: [known, plain] })
  const asksForHttps = (host: string) =>
    refusal({ url: '/sign-in', headers: { host } }, 'notNow').headers['strict-transport-security'] !==
    undefined
  expect(['secure.test', 'plain.test', 'unknown.test'].map(asksForHttps)).toEqual([true, false, false])
  forgetTenants()
})
