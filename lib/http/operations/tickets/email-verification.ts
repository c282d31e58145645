import { createVerificationTicket } from '@/lib/domain/users/email-verification'
import { tenantRoute } from '@/lib/http/api'
import {
  absentOfTicket,
  ticketInput,
  verificationTicket,
  verificationTicketAnswer,
} from '@/lib/http/auth0/ticket'

export const POST = tenantRoute({
  title: 'Create a link that verifies a user’s address',
  any: ['create:user_tickets'],
  body: verificationTicket,
  status: 201,
  answer: verificationTicketAnswer,
  run: async (access, { body, tenant }) => {
    const input = { userId: body.user_id, ...ticketInput(tenant, body) }
    const token = await createVerificationTicket(access, input).catch(absentOfTicket)
    return { ticket: `${tenant.url}/verify?token=${token}` }
  },
})
