import { listSignInBlocks, unblockSignIn } from '@/lib/domain/users/sign-in-blocks'
import { tenantRoute } from '@/lib/http/api'
import { noUser } from '@/lib/http/auth0/problem'
import { userBlocksAnswer, userBlocksWire } from '@/lib/http/auth0/user-block'

export const GET = tenantRoute({
  title: 'List from where a user may not sign in',
  any: ['read:users'],
  answer: userBlocksAnswer,
  absent: noUser,
  run: async (access, { params }) =>
    userBlocksWire(await listSignInBlocks(access, { userId: params['id'] ?? '' })),
})

export const DELETE = tenantRoute({
  title: 'Let a user sign in again',
  any: ['update:users'],
  status: 204,
  absent: noUser,
  run: (access, { params }) => unblockSignIn(access, { userId: params['id'] ?? '' }),
})
