import { z } from 'zod'
import type { UserSort } from '@/lib/domain/users/list-users'
import { pageNumber } from '@/lib/http/page-number'
import { pathWith, type RawQuery } from '@/lib/http/page-query'

const userSorts = ['name', '-name', 'email', '-email', '-created', 'created', '-signin', 'signin'] as const
export type UsersPageSort = (typeof userSorts)[number]

export interface UsersPageQuery {
  q: string
  sort: UsersPageSort
  /** From 1; beyond the last page, the last page is shown. */
  page: number
}

/** Invalid parameters are ignored. */
const query = z.object({
  q: z.string().trim().max(300).catch(''),
  sort: z.enum(userSorts).catch('name'),
  page: pageNumber,
})

export function queryOf(raw: RawQuery): UsersPageQuery {
  return query.parse(raw)
}

export const usersPath = '/console/users'

export function usersPathWith({ q, sort, page }: UsersPageQuery): string {
  return pathWith(usersPath, {
    q,
    sort: sort === 'name' ? '' : sort,
    page: page === 1 ? '' : String(page),
  })
}

export function userPath(userId: string, tab?: string): string {
  const path = `${usersPath}/${encodeURIComponent(userId)}`
  return tab === undefined ? path : `${path}/${tab}`
}

const keys: Record<string, UserSort['by']> = {
  name: 'name',
  email: 'email',
  created: 'created',
  signin: 'lastLogin',
}

export function sortOf(sort: UsersPageSort): UserSort {
  return { by: keys[sort.replace('-', '')] ?? 'name', isDown: sort.startsWith('-') }
}
