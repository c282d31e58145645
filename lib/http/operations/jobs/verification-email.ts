import { requestVerification } from '@/lib/domain/users/email-verification'
import { tenantRoute } from '@/lib/http/api'
import { jobAnswer, jobWire } from '@/lib/http/auth0/job'
import { absentOfTicket, verificationEmailBody } from '@/lib/http/auth0/ticket'

export const POST = tenantRoute({
  title: 'Email a user a link that verifies their address',
  any: ['update:users'],
  body: verificationEmailBody,
  status: 201,
  answer: jobAnswer,
  refusals: [409],
  run: async (access, { body }) => {
    const { user_id: userId, client_id: clientId, organization_id: organizationId } = body
    const requested = await requestVerification(access, { userId, clientId, organizationId }).catch(
      absentOfTicket,
    )
    return jobWire({ ...requested, state: 'queued' })
  },
})
