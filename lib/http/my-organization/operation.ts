import type { z } from 'zod'
import type { MyOrganizationScope } from '@/lib/domain/my-organization/scopes'
import type { Handle } from '../router'

export interface Operation {
  /** Short and imperative, without a full stop. */
  title: string
  /** All are needed. */
  scopes: readonly [MyOrganizationScope, ...MyOrganizationScope[]]
  query?: z.ZodType
  body?: z.ZodType
  /** On success; 200 by default. */
  status?: number
  answer?: z.ZodType
  /** Besides 400, 401, 403, 404, 413, 429 and 503. */
  refusals?: readonly number[]
}

export type Handler = Handle & { readonly operation: Operation }

export interface Placed {
  method: string
  /** Below /my-org. */
  path: string
  handler: Handler
  operation: Operation
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export function placed(path: string, route: Partial<Record<(typeof methods)[number], Handler>>): Placed[] {
  return methods.flatMap((method) => {
    const handler = route[method]
    return handler ? [{ method, path, handler, operation: handler.operation }] : []
  })
}
