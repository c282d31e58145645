import { z } from 'zod'
import { demoTenant } from './demo-tenant.ts'
import { send, sendTogether, type Answer, type Wanted } from './released-requests.ts'
import { hiddenFields, submission } from './sign-in-form.ts'
import type { ProductRequests } from './product-requests.ts'
import type { TwoProcesses } from './two-processes.ts'

const verdicts = z.object({
  verdicts: z.array(z.object({ invitation: z.object({ ticket_id: z.string() }) })),
})

/** One company’s network. */
const office = '192.0.2.1'

interface Given {
  product: TwoProcesses
  requests: ProductRequests
  organization: string
}

/** Their invitations to the organization are accepted at once, from one network. New people choose a password. */
export async function acceptTogether(
  given: Given,
  emails: readonly string[],
  cookies: readonly string[] = [],
): Promise<Answer[]> {
  const { ports } = given.product
  const tickets = await invite(given, emails)
  const forms: Wanted[] = []
  for (const [index, ticket] of tickets.entries()) {
    const cookie = cookies[index]
    const port = ports[index % 2] ?? 0
    const headers: Record<string, string> = {
      host: `localhost:${port}`,
      'x-forwarded-for': office,
      ...(cookie === undefined ? {} : { cookie }),
    }
    const path = `/invitations/${ticket}`
    const page = await send({ port, path, method: 'GET', headers })
    const hidden = hiddenFields(page.body, cookie === undefined ? 'password' : 'ticket')
    const typed = cookie === undefined ? { name: `Person ${index}` } : {}
    const form = submission({ origin: `http://localhost:${port}`, hidden }, typed)
    forms.push({ ...form, port, path, headers: { ...form.headers, ...headers } })
  }
  return sendTogether(forms)
}

async function invite({ product, requests, organization }: Given, emails: readonly string[]) {
  const { organizations, clients } = demoTenant(product.dataDir)
  const id = organizations[organization]?.id
  const { authorization = '' } = requests.protocols['managementApi']?.headers ?? {}
  const response = await fetch(
    `http://localhost:${product.ports[0]}/api/v2/organizations/${id}/invitations/bulk`,
    {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({
        inviter: { name: 'Ann' },
        client_id: clients['web']?.client_id,
        send_invitation_email: false,
        invitations: emails.map((email) => ({ invitee: { email } })),
      }),
    },
  )
  const answer = verdicts.parse(await response.json())
  return answer.verdicts.map(({ invitation }) => invitation.ticket_id)
}
