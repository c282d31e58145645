import { z } from 'zod'
import { unlinkIdentity } from '@/lib/domain/users/unlink-identity'
import { tenantRoute } from '@/lib/http/api'
import { noUser } from '@/lib/http/auth0/problem'
import { identityAnswer, identityWire } from '@/lib/http/auth0/user'

export const DELETE = tenantRoute({
  title: 'Unlink an identity from a user',
  any: ['update:users'],
  answer: z.array(identityAnswer),
  absent: noUser,
  run: async (access, { params: { id: userId = '', provider = '', user_id: subject = '' } }) =>
    (await unlinkIdentity(access, { userId, provider, subject })).map(identityWire),
})
