import { getVerification } from '@/lib/domain/users/get-verification'
import { tenantRoute } from '@/lib/http/api'
import { jobAnswer, jobWire, noJob, proofOf } from '@/lib/http/wire/job'

export const GET = tenantRoute({
  title: 'Get a job',
  any: ['create:users', 'read:users'],
  answer: jobAnswer,
  absent: noJob,
  run: async (access, { params }) => jobWire(await getVerification(access, proofOf(params['id'] ?? ''))),
})
