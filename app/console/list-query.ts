import { pathWith, type RawQuery } from '@/lib/http/page-query'

export interface SearchQuery {
  query: string | undefined
  /** From 1. */
  page: number
}

/** Invalid values are ignored. */
export function searchOf(raw: RawQuery): SearchQuery {
  const page = Number(one(raw['page']))
  return {
    query: one(raw['q'])?.replaceAll('\0', '').trim().slice(0, 200) || undefined,
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1,
  }
}

export function searchPath(path: string, { query, page }: SearchQuery): string {
  return pathWith(path, { q: query, page: page === 1 ? '' : String(page) })
}

function one(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
