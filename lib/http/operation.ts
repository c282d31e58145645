import type { z } from 'zod'
import type { Permission } from '@/lib/access'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import type { Bearer } from './bearer'
import { isRead } from './incoming-request'
import type { Handle, PathParameters } from './router'

/** Its token was verified. */
export interface RequestContext {
  request: Request
  params: PathParameters
  tenant: Tenant
  bearer: Bearer
}

export type Handler = Handle & {
  readonly operation: Operation
  /** Its answer to a request for another method at the same path. */
  readonly bodyFor: (context: RequestContext) => Promise<object | undefined>
}

/** Validates requests, and is the source of the OpenAPI document. */
export interface Operation {
  kind: 'tenant' | 'organization'
  /** Short and imperative, without a full stop. */
  title: string
  /** Auth0’s scopes of the operation; any one is enough. */
  any: readonly Permission[]
  query?: z.ZodType
  body?: z.ZodType
  /** On success; 200 by default. */
  status?: number
  answer?: z.ZodType
  /** Besides 400, 401, 403, 404, 429 and 503. */
  refusals?: readonly number[]
  /** For a token bound to the organization: the same, 404, or allowed with any permissions there. */
  bound?: 'same' | 'never' | 'any'
  /** Auth0 has the operation, Foyer does not. */
  isMissing?: true
  /** Of the body, in bytes; 100 KB by default. */
  largest?: number
  /** Whether If-Match is checked. */
  guarded?: boolean
}

/** Every GET with a body. */
export function takesFields(method: string, { answer }: Pick<Operation, 'answer'>): boolean {
  return isRead({ method }) && answer !== undefined
}

/** An operation of an API at its path, such as `/organizations/{id}`. */
export interface Placed<Described extends { operation: object } = Handler> {
  method: string
  path: string
  handler: Described
  operation: Described['operation']
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export function placed<Described extends { operation: object }>(
  path: string,
  route: Partial<Record<(typeof methods)[number], Described>>,
): Placed<Described>[] {
  return methods.flatMap((method) => {
    const handler = route[method]
    return handler ? [{ method, path, handler, operation: handler.operation }] : []
  })
}
