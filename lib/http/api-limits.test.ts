import { beforeAll, expect, it } from 'vitest'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { enforceRateLimit } from './api-limits'

let api: Api

beforeAll(async () => {
  api = await startApi()
})

const names = ['foyerLimiters', 'foyerSidePool']
let elsewhere = names.map((): unknown => undefined)

/** As another process has it: a limiter of its own, over the same table. */
function asAnotherProcess(): void {
  const here = names.map((name): unknown => Reflect.get(globalThis, name))
  for (const [index, name] of names.entries()) Reflect.set(globalThis, name, elsewhere[index])
  elsewhere = here
}

/** Makes requests of this client, in two processes in turn. Returns how many were refused. */
async function spend(count: number, clientId: string): Promise<number> {
  const bearer = {
    caller: { clientId, scopes: [] },
    clientId,
    scopes: new Set<string>(),
    organizationId: null,
  }
  let refused = 0
  for (const half of [Math.floor(count / 2), Math.ceil(count / 2)]) {
    asAnotherProcess()
    const requests = Array.from({ length: half }, () =>
      enforceRateLimit({ tenant: api.openid.tenant, bearer, isReading: false }, new Headers()),
    )
    refused += (await Promise.allSettled(requests)).filter(({ status }) => status === 'rejected').length
  }
  return refused
}

function machine(): Promise<ApiCaller> {
  return api.asMachine(['read:roles'])
}

function number(headers: Headers, name: string): number {
  return Number(headers.get(name))
}

it('429 for a client beyond 300 in 10 seconds, over all processes, and told until when; not for another', async () => {
  const busy = await machine()
  const other = await machine()
  expect(await spend(300, busy.client.id)).toBe(0)
  const begun = Math.floor(Date.now() / 1000)
  const { status, json, headers } = await busy.get('roles')
  expect([status, json['errorCode']]).toEqual([429, 'too_many_requests'])
  expect(number(headers, 'x-ratelimit-limit')).toBe(300)
  expect(number(headers, 'x-ratelimit-remaining')).toBe(0)
  expect(number(headers, 'retry-after')).toBeGreaterThanOrEqual(1)
  expect(number(headers, 'retry-after')).toBeLessThanOrEqual(10)
  expect(number(headers, 'x-ratelimit-reset')).toBeGreaterThan(begun)
  expect(number(headers, 'x-ratelimit-reset')).toBeLessThanOrEqual(begun + 12)
  const free = await other.get('roles')
  expect([free.status, number(free.headers, 'x-ratelimit-remaining')]).toEqual([200, 299])
  expect(await spend(5, busy.client.id)).toBe(5)
})

it('429 for a tenant beyond 900, whichever client asks; another tenant is not limited', async () => {
  for (const name of ['one', 'two', 'three']) await spend(300, name)
  const { status, headers } = await (await machine()).get('roles')
  expect([status, number(headers, 'x-ratelimit-limit')]).toEqual([429, 900])
  const otherApi = await startApi()
  expect((await (await otherApi.asMachine(['read:roles'])).get('roles')).status).toBe(200)
})

it('a refused request counts too', async () => {
  const otherApi = await startApi()
  const caller = await otherApi.asMachine(['read:roles'])
  await caller.send('POST', 'organizations', {})
  expect(number((await caller.get('roles')).headers, 'x-ratelimit-remaining')).toBe(298)
})
