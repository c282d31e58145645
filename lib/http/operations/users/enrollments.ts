import { z } from 'zod'
import { listPasskeysOf } from '@/lib/domain/passkeys/list-passkeys'
import { tenantRoute } from '@/lib/http/api'
import { enrollmentAnswer, enrollmentWire } from '@/lib/http/auth0/enrollment'
import { noUser } from '@/lib/http/auth0/problem'

export const GET = tenantRoute({
  title: 'List the passkeys of a user',
  any: ['read:users'],
  answer: z.array(enrollmentAnswer),
  absent: noUser,
  run: async (access, { params: { id = '' } }) => (await listPasskeysOf(access, id)).map(enrollmentWire),
})
