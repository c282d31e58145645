import { createUser } from '@/lib/domain/users/create-user'
import { listUsers } from '@/lib/domain/users/list-users'
import { tenantRoute } from '@/lib/http/api'
import { newUser, userTaken, userInput } from '@/lib/http/auth0/new-user'
import { userAnswer, userWire } from '@/lib/http/auth0/user'
import { usersAnswer, usersPage, usersQuery, usersInput } from '@/lib/http/auth0/users'

export const GET = tenantRoute({
  title: 'List or search users',
  any: ['read:users', 'read:user_idp_tokens'],
  query: usersQuery,
  answer: usersAnswer,
  run: async (access, { query, tenant }) =>
    usersPage(tenant, query, await listUsers(access, usersInput(query))),
})

export const POST = tenantRoute({
  title: 'Create a user',
  any: ['create:users'],
  body: newUser,
  status: 201,
  answer: userAnswer,
  refusals: [409],
  run: async (access, { body, tenant }) =>
    userWire(tenant, await createUser(access, userInput(body)).catch(userTaken(409))),
})
