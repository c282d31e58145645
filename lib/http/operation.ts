import type { z } from 'zod'
import type { Permission } from '@/lib/access'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import type { Bearer } from './bearer'
import type { Handle, PathParameters } from './router'

/** A request whose token was believed. */
export interface RequestContext {
  request: Request
  params: PathParameters
  tenant: Tenant
  bearer: Bearer
}

/** What the route table calls, and what it says of itself. */
export type Handler = Handle & {
  readonly operation: Operation
  /** What it would answer to who asks for something else at the same path. */
  readonly bodyFor: (context: RequestContext) => Promise<object | undefined>
}

/** What an operation says of itself: what validates it, and what the OpenAPI document is made from. */
export interface Operation {
  kind: 'tenant' | 'organization'
  /** What it does: short and imperative, without a full stop. */
  title: string
  /** Any of them will do: Auth0’s scopes of the operation. */
  any: readonly Permission[]
  query?: z.ZodType
  body?: z.ZodType
  /** When it was done; 200 unless said. */
  status?: number
  /** The body of its answer; left out where that is empty. */
  answer?: z.ZodType
  /** Beyond 400, 401, 403, 404, 429 and 503. */
  refusals?: readonly number[]
  /**
   * What a token may do that is bound to this organization: the same, or nothing (404); or the operation is for whatever
   * permissions it has here.
   */
  bound?: 'same' | 'never' | 'any'
  /** Of Auth0’s, and Foyer has nothing of the kind: it is never done. */
  isMissing?: true
  /** Of the body, in bytes; 100 KB unless said. */
  largest?: number
  /** Whether If-Match is looked at. */
  guarded?: boolean
}

/** Whether `fields` chooses from what is answered: of every GET that answers with something. */
export function takesFields(method: string, { answer }: Pick<Operation, 'answer'>): boolean {
  return (method === 'GET' || method === 'HEAD') && answer !== undefined
}
