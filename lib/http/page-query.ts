import { z } from 'zod'

export type RawQuery = Record<string, string | string[] | undefined>

/** From 1; beyond the last page, the last page is shown. */
export const pageNumber = z.coerce.number().int().min(1).max(1_000_000).catch(1)

export async function pageIn(query: Promise<RawQuery>): Promise<number> {
  return pageNumber.parse((await query)['page'])
}

/** Without what is empty. */
export function pathWith(path: string, query: object): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

/** The paths of the pages of a list. The first has no number. */
export function pagesOf(path: string, query: object = {}): (page: number) => string {
  return (page) => pathWith(path, { ...query, page: page === 1 ? '' : String(page) })
}
