import type { CustomFetchOptions } from 'openid-client'
import { guardedRequest, RequestProblem } from '@/lib/domain/connections/guarded-request'
import { ProviderProblem } from './provider-problem'

/** As openid-client calls it. @throws ProviderProblem */
export async function guardedFetch(
  address: string,
  { method, headers, body, signal }: CustomFetchOptions,
  milliseconds?: number,
): Promise<Response> {
  try {
    return await guardedRequest(address, { method, headers, body, signal }, milliseconds)
  } catch (error) {
    throw error instanceof RequestProblem ? new ProviderProblem(error.reason, error.cause) : error
  }
}
