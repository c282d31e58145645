import { listSignInBlocks, unblockSignIn } from '@/lib/domain/users/sign-in-blocks'
import { tenantRoute } from '@/lib/http/api'
import { noUser } from '@/lib/http/auth0/problem'
import { userBlocksAnswer, userBlocksWire } from '@/lib/http/auth0/user-block'

export const GET = tenantRoute({
  title: 'List a user’s sign-in blocks',
  any: ['read:users'],
  answer: userBlocksAnswer,
  absent: noUser,
  run: async (access, { params: { id: userId = '' } }) =>
    userBlocksWire(await listSignInBlocks(access, { userId })),
})

export const DELETE = tenantRoute({
  title: 'Remove a user’s sign-in blocks',
  any: ['update:users'],
  status: 204,
  absent: noUser,
  run: (access, { params: { id: userId = '' } }) => unblockSignIn(access, { userId }),
})
