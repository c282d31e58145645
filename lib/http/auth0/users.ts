import { z } from 'zod'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import type { UserMatch, UserSort, UsersInput } from '@/lib/domain/users/list-users'
import type { User } from '@/lib/domain/users/read-user'
import type { Window, Windowed } from '@/lib/domain/window'
import { pageAnswer, pageOf, pagingQuery, windowOf } from './paging'
import { userAnswer, userWire } from './user'
import { allUsers, userQuery } from './user-query'

const sorts: Record<string, UserSort['by']> = {
  email: 'email',
  name: 'name',
  created_at: 'created',
  updated_at: 'updated',
  last_login: 'lastLogin',
}

export const usersQuery = z.object({
  ...pagingQuery,
  q: z
    .string()
    .max(2000)
    .optional()
    .describe(
      'In Lucene query syntax: email:"ann@acme.test", name:ann*, organization_id:"org_…" AND blocked:true.',
    )
    .meta({ example: 'email:ann*' }),
  search_engine: z.literal('v3').optional().describe('The only version.'),
  sort: z
    .string()
    .regex(
      /^(?:email|name|created_at|updated_at|last_login):(?:1|-1)$/,
      `Expected one of ${Object.keys(sorts).join(', ')} with :1 or :-1`,
    )
    .optional()
    .describe('Defaults to created_at.')
    .meta({ example: 'name:1' }),
  connection: z
    .string()
    .max(200)
    .optional()
    .describe('The name of a connection that the users sign in with.'),
})

type UsersQuery = z.output<typeof usersQuery>

/** @throws ApiProblem 400 for an invalid `q` */
export function usersInput(query: UsersQuery): Window & UsersInput {
  const { q, connection, sort = 'created_at:1' } = query
  const requested = q === undefined ? allUsers : userQuery(q)
  const match: UserMatch =
    connection === undefined
      ? requested
      : { of: 'all', matches: [requested, { of: 'connection', is: connection }] }
  const [by = '', way] = sort.split(':')
  return {
    ...windowOf(query),
    match,
    sort: { by: sorts[by] ?? 'created', isDown: way === '-1' },
  }
}

/** With totals, Auth0 also answers the number of rows. */
export const usersAnswer = z.union([
  pageAnswer('users', userAnswer),
  z.strictObject({
    start: z.int(),
    limit: z.int(),
    length: z.int(),
    total: z.int(),
    users: z.array(userAnswer),
  }),
])

export function usersPage(tenant: Tenant, query: UsersQuery, found: Windowed<User>): object {
  const page = pageOf(query, found, { key: 'users', wire: (user) => userWire(tenant, user) })
  return 'total' in page ? { ...page, length: found.rows.length } : page
}
