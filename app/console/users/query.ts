import { z } from 'zod'
import type { UserSort } from '@/lib/domain/users/list-users'

export type RawQuery = Record<string, string | string[] | undefined>

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
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
})

export function queryOf(raw: RawQuery): UsersPageQuery {
  return query.parse(raw)
}

export const usersPath = '/console/users'

export function usersPathWith({ q, sort, page }: UsersPageQuery): string {
  const given = { q, sort: sort === 'name' ? '' : sort, page: page === 1 ? '' : String(page) }
  const parameters = new URLSearchParams(Object.entries(given).filter(([, value]) => value !== ''))
  return parameters.size === 0 ? usersPath : `${usersPath}?${parameters.toString()}`
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
