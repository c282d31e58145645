import { createUser } from '@/lib/domain/users/create-user'
import { listUsers } from '@/lib/domain/users/list-users'
import { tenantRoute } from '@/lib/http/api'
import { newUser, userTaken, wantedUser } from '@/lib/http/wire/new-user'
import { userAnswer, userWire } from '@/lib/http/wire/user'
import { usersAnswer, usersPage, usersQuery, wantedUsers } from '@/lib/http/wire/users'

export const GET = tenantRoute({
  title: 'List or search users',
  any: ['read:users', 'read:user_idp_tokens'],
  query: usersQuery,
  answer: usersAnswer,
  run: async (access, { query }) => usersPage(query, await listUsers(access, wantedUsers(query))),
})

export const POST = tenantRoute({
  title: 'Create a user',
  any: ['create:users'],
  body: newUser,
  status: 201,
  answer: userAnswer,
  refusals: [409],
  run: async (access, { body }) => userWire(await createUser(access, wantedUser(body)).catch(userTaken(409))),
})
