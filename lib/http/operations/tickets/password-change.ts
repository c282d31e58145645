import { createPasswordTicket } from '@/lib/domain/users/password-link'
import { tenantRoute } from '@/lib/http/api'
import { absentOfTicket, passwordTicket, passwordTicketAnswer, ticketInput } from '@/lib/http/auth0/ticket'

export const POST = tenantRoute({
  title: 'Create a link by which a user chooses a password',
  any: ['create:user_tickets'],
  body: passwordTicket,
  status: 201,
  answer: passwordTicketAnswer,
  run: async (access, { body, tenant }) => {
    const { whose, mark_email_as_verified: verifiesEmail } = body
    const input = { whose, verifiesEmail, ...ticketInput(tenant, body) }
    const token = await createPasswordTicket(access, input).catch(absentOfTicket)
    return { ticket: `${tenant.url}/reset/${token}` }
  },
})
