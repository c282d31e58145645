import { getVerification } from '@/lib/domain/users/email-verification'
import { tenantRoute } from '@/lib/http/api'
import { jobAnswer, jobWire, noJob, emailTokenIdOf } from '@/lib/http/auth0/job'

export const GET = tenantRoute({
  title: 'Get a job',
  any: ['create:users', 'read:users'],
  answer: jobAnswer,
  absent: noJob,
  run: async (access, { params: { id = '' } }) => jobWire(await getVerification(access, emailTokenIdOf(id))),
})
