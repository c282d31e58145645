import { getVerification } from '@/lib/domain/users/email-verification'
import { tenantRoute } from '@/lib/http/api'
import { jobErrorsAnswer, jobErrorsWire, noJob, emailTokenIdOf } from '@/lib/http/auth0/job'

export const GET = tenantRoute({
  title: 'List the errors of a job',
  any: ['create:users', 'read:users'],
  answer: jobErrorsAnswer,
  absent: noJob,
  run: async (access, { params: { id = '' } }) =>
    jobErrorsWire(await getVerification(access, emailTokenIdOf(id))),
})
