import type { z } from 'zod'
import type { MyOrganizationScope } from '@/lib/domain/my-organization/scopes'
import type { Placed as PlacedOperation } from '../operation'
import type { Handle } from '../router'

export interface Operation {
  /** Short and imperative, without a full stop. */
  title: string
  /** All are needed. */
  scopes: readonly [MyOrganizationScope, ...MyOrganizationScope[]]
  /** Of the path; unlimited without. */
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  /** On success; 200 by default. */
  status?: number
  answer?: z.ZodType
  /** What Auth0’s answer has besides: `fields` can name it. */
  absentFields?: readonly string[]
  /** Besides 400, 401, 403, 404, 413, 429 and 503. */
  refusals?: readonly number[]
}

export type Handler = Handle & { readonly operation: Operation }

/** Below /my-org. */
export type Placed = PlacedOperation<Handler>
