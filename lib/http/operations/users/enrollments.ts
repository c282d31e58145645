import { z } from 'zod'
import { listEnrollments } from '@/lib/domain/users/queries'
import { tenantRoute } from '@/lib/http/api'
import { enrollmentAnswer, enrollmentWire } from '@/lib/http/auth0/enrollment'
import { noUser } from '@/lib/http/auth0/problem'

export const GET = tenantRoute({
  title: 'List the passkeys and the authenticator app of a user',
  any: ['read:users'],
  answer: z.array(enrollmentAnswer),
  absent: noUser,
  run: async (access, { params: { id = '' } }) => (await listEnrollments(access, id)).map(enrollmentWire),
})
