import { z } from 'zod'
import { listPasskeysOf } from '@/lib/domain/passkeys/list-passkeys-of'
import { tenantRoute } from '@/lib/http/api'
import { enrollmentAnswer, enrollmentWire } from '@/lib/http/wire/enrollment'
import { noUser } from '@/lib/http/wire/problem'

export const GET = tenantRoute({
  title: 'List the passkeys of a user',
  any: ['read:users'],
  answer: z.array(enrollmentAnswer),
  absent: noUser,
  run: async (access, { params: { id = '' } }) => (await listPasskeysOf(access, id)).map(enrollmentWire),
})
