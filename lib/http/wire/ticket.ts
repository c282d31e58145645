import { z } from 'zod'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { foldedAddress } from '@/lib/domain/text/folded-address'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import type { WantedTicket } from '@/lib/domain/users/make-verification-ticket'
import { absentPart } from './absent-part'
import { noClient } from './client'
import { noConnection } from './enabled-connection'
import { invalidInput, noOrganization, noUser } from './problem'

const fiveDays = 432_000
const thirtyDays = 2_592_000

const userId = z.string().min(1).max(300)
const parts = {
  client_id: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe('An application of the tenant’s; Foyer’s own pages look the same for all.'),
  organization_id: z
    .string()
    .min(1)
    .max(50)
    .optional()
    .describe('Where the user lands, and whose look the page wears.'),
}
const common = {
  ...parts,
  result_url: z
    .string()
    .max(2000)
    .optional()
    .describe(
      'Where to go after: an address of this tenant’s own. Not together with client_id or organization_id.',
    ),
  ttl_sec: z
    .int()
    .min(0)
    .max(thirtyDays)
    .default(fiveDays)
    .describe('How long the link works; 0 means five days. It works once.'),
  includeEmailInRedirect: z
    .boolean()
    .refine((wanted) => !wanted, 'Foyer puts no address into a link')
    .optional(),
}

type Given = z.output<z.ZodObject<typeof common>>

/** One thing said of where to go after. */
function isOne({ result_url, client_id, organization_id }: Partial<Given>): boolean {
  return result_url === undefined || (client_id === undefined && organization_id === undefined)
}
const notBoth = { path: ['result_url'], error: 'Not together with client_id or organization_id' }

export const verificationTicket = z.strictObject({ user_id: userId, ...common }).refine(isOne, notBoth)

export const passwordTicket = z
  .strictObject({
    ...common,
    user_id: userId.optional(),
    connection_id: z.string().min(1).max(50).optional().describe('Together with email, in place of user_id.'),
    email: z.string().min(1).max(1000).optional(),
    mark_email_as_verified: z
      .boolean()
      .default(false)
      .describe('Must be true for a user whose email is not verified, since no password counts before that.'),
  })
  .refine(isOne, notBoth)
  .transform((given, context) => {
    const { user_id, connection_id: connectionId, email } = given
    if (user_id !== undefined && connectionId === undefined && email === undefined)
      return { ...given, whose: { userId: user_id } }
    if (user_id === undefined && connectionId !== undefined && email !== undefined)
      return { ...given, whose: { connectionId, emailFolded: foldedAddress(email) } }
    context.addIssue('Expected either user_id, or connection_id and email')
    return z.NEVER
  })

export const verificationMailBody = z.strictObject({ user_id: userId, ...parts })

export const ticketAnswer = z.strictObject({
  ticket: z.url().describe('The link. Whoever has it can use it, once.'),
})

/** @throws ApiProblem 400 for a `result_url` that leads elsewhere */
export function ticketOf(tenant: Tenant, given: Given): WantedTicket {
  const { client_id: clientId, organization_id: organizationId, ttl_sec: seconds } = given
  return {
    clientId,
    organizationId,
    returnTo: pathOf(tenant, given.result_url),
    seconds: seconds || fiveDays,
  }
}

function pathOf(tenant: Tenant, text: string | undefined): string | null {
  if (text === undefined) return null
  const url = URL.canParse(text) ? new URL(text) : null
  const isOurs = url?.origin === new URL(tenant.url).origin && url.username === '' && url.password === ''
  const path = url && isOurs ? safeReturnTo(url.pathname + url.search + url.hash, '') : ''
  if (path === '')
    throw invalidInput('body', `Expected an address that begins with ${tenant.url}/`, ['result_url'])
  return path
}

export function verificationLink({ url }: Tenant, token: string): z.input<typeof ticketAnswer> {
  return { ticket: `${url}/verify?token=${token}` }
}

export function passwordLink({ url }: Tenant, token: string): z.input<typeof ticketAnswer> {
  return { ticket: `${url}/reset/${token}` }
}

/** Says which of the things that a ticket names is not there. */
export const absentOfTicket = absentPart({
  user_id: noUser,
  client_id: noClient,
  connection_id: noConnection,
  organization_id: noOrganization,
})
