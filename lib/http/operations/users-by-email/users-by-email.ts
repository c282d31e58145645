import { z } from 'zod'
import { listUsersByAddress } from '@/lib/domain/users/list-users'
import { tenantRoute } from '@/lib/http/api'
import { userAnswer, userWire } from '@/lib/http/auth0/user'

export const GET = tenantRoute({
  title: 'Find a user by email address',
  any: ['read:users'],
  query: z.object({
    email: z.string().min(1).max(1000).describe('The whole address, in any spelling.'),
  }),
  answer: z.array(userAnswer),
  run: async (access, { query, tenant }) =>
    (await listUsersByAddress(access, query.email)).map((user) => userWire(tenant, user)),
})
