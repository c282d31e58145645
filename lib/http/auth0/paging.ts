import { z } from 'zod'
import type { OffsetWindow, Window, Windowed } from '@/lib/domain/window'
import { ApiProblem } from './problem'

export const flagInQuery = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .meta({ inQuery: { type: 'boolean' } })

function integerInQuery({ minimum = 0, maximum }: { minimum?: number; maximum: number }) {
  return z
    .string()
    .regex(/^\d{1,9}$/, 'Expected a whole number')
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum))
    .meta({ inQuery: { type: 'integer', minimum, maximum } })
}

/** For lists that Auth0 pages only by page. */
export const offsetQuery = {
  page: integerInQuery({ maximum: 1000 }).optional(),
  per_page: integerInQuery({ maximum: 100 }).optional(),
  include_totals: flagInQuery.optional(),
}

/** `take` or `from` chooses paging from a checkpoint. */
export const pagingQuery = {
  ...offsetQuery,
  take: integerInQuery({ minimum: 1, maximum: 100 }).optional(),
  from: z.string().max(1000).optional(),
}

/** Bare, with totals, or from a checkpoint. `key` as in pageOf(). */
export function pageAnswer<S extends z.ZodType>(key: string, row: S) {
  const rows = z.array(row)
  return z.union([
    rows,
    z.strictObject({ start: z.int(), limit: z.int(), total: z.int(), [key]: rows }),
    z.strictObject({ [key]: rows, next: z.string().optional() }),
  ])
}

export type Paging = z.output<z.ZodObject<typeof pagingQuery>>

export const defaultPageSize = 50
const reachableRows = 1000

/** @throws ApiProblem 400 beyond the 1,000th row by page */
export function windowOf(paging: Paging): Window {
  if (isCheckpoint(paging)) return { take: paging.take ?? defaultPageSize, after: paging.from ?? null }
  return offsetOf(paging)
}

/** @throws ApiProblem 400 beyond the 1,000th row */
export function offsetOf({
  page = 0,
  per_page: take = defaultPageSize,
  include_totals: isCounted = false,
}: Paging): OffsetWindow {
  if (page * take >= reachableRows && page > 0) {
    const message = 'Requesting page exceeds the allowed maximum of 1000 records.'
    throw new ApiProblem(400, message, { errorCode: 'invalid_paging' })
  }
  return { take, skip: page * take, isCounted }
}

/** `key` names the rows where the answer is an object. */
export function pageOf<T>(
  paging: Paging,
  found: Windowed<T>,
  list: { key: string; wire: (row: T) => object },
) {
  const rows = found.rows.map(list.wire)
  if (isCheckpoint(paging)) return { [list.key]: rows, ...(found.next === null ? {} : { next: found.next }) }
  if (!paging.include_totals) return rows
  const { page = 0, per_page: limit = defaultPageSize } = paging
  return { start: page * limit, limit, total: found.total, [list.key]: rows }
}

function isCheckpoint({ take, from }: Paging): boolean {
  return take !== undefined || from !== undefined
}
