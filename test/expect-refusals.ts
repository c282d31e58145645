import { expect } from 'vitest'
import type { ApiAnswer, ApiCaller } from './api'
import type { TestTenant } from './fixtures/tenant'
import { tenantRows } from './fixtures/operator'

export type Request = readonly [method: string, path: string, body?: object]

/** Sends a request that is refused or changes nothing: what `written` sees is the same before and after. */
export async function sendInVain(
  caller: ApiCaller,
  [method, path, body]: Request,
  written: () => Promise<unknown>,
): Promise<ApiAnswer> {
  const before = await written()
  const answer = await caller.send(method, path, body)
  expect(await written()).toEqual(before)
  return answer
}

/** Each of the requests is refused so, and none of them changes anything. */
export async function expectRefusals(
  { tenant, caller }: { tenant: TestTenant; caller: ApiCaller },
  requests: readonly Request[],
  { status, errorCode }: { status: number; errorCode?: string },
): Promise<void> {
  const before = await tenantRows(tenant)
  for (const [method, path, body] of requests) {
    const { status: answered, json } = await caller.send(method, path, body)
    expect([answered, json['errorCode']], `${method} ${path} ${JSON.stringify(body)}`).toEqual([
      status,
      errorCode,
    ])
  }
  expect(await tenantRows(tenant)).toEqual(before)
}
