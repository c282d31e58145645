import { z } from 'zod'
import type { RawQuery } from './page-query'

/** From 1; beyond the last page, the last page is shown. */
export const pageNumber = z.coerce.number().int().min(1).max(1_000_000).catch(1)

export async function pageIn(query: Promise<RawQuery>): Promise<number> {
  return pageNumber.parse((await query)['page'])
}
