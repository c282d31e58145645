import { listSignInBlocks, unblockSignIn } from '@/lib/domain/users/sign-in-blocks'
import { tenantRoute } from '@/lib/http/api'
import { identifierQuery, userBlocksAnswer, userBlocksWire } from '@/lib/http/auth0/user-block'

export const GET = tenantRoute({
  title: 'List the sign-in blocks of an address',
  any: ['read:users'],
  query: identifierQuery,
  answer: userBlocksAnswer,
  run: async (access, { query }) => userBlocksWire(await listSignInBlocks(access, query.identifier)),
})

export const DELETE = tenantRoute({
  title: 'Remove the sign-in blocks of an address',
  any: ['update:users'],
  query: identifierQuery,
  status: 204,
  run: (access, { query }) => unblockSignIn(access, query.identifier),
})
