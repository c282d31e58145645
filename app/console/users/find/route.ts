import { searchUsers } from '@/lib/domain/users/search-users'
import { consolePage } from '@/lib/http/person'
import { sortOf } from '../query'

const found = { skip: 0, take: 6, isCounted: false, sort: sortOf('name') } as const

/** For the command palette. Answers `[{ userId, name, email, picture }]`. */
export async function GET(request: Request): Promise<Response> {
  const { operator } = await consolePage('read:users')
  const q = new URL(request.url).searchParams.get('q')?.trim().slice(0, 100) ?? ''
  const { rows } = q === '' ? { rows: [] } : await searchUsers(operator, { ...found, q })
  const users = rows.map(({ id: userId, name, email, picture }) => ({ userId, name, email, picture }))
  return Response.json(users, { headers: { 'cache-control': 'no-store' } })
}
