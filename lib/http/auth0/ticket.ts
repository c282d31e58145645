import { z } from 'zod'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { foldedAddress } from '@/lib/domain/text/email-address'
import { isSafeRoute } from '@/lib/domain/invitations/tickets'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import type { VerificationTicketInput } from '@/lib/domain/users/email-verification'
import { noClient } from './client'
import { noConnection } from './organization-connection'
import { acme, ann } from './example'
import { type ApiProblem, invalidInput, noOrganization, notFoundByField, noUser } from './problem'

const fiveDays = 432_000
const thirtyDays = 2_592_000

const userId = z.string().min(1).max(300).meta({ example: ann.id })
const parts = {
  client_id: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe('An application of the tenant: the user continues to its initiate_login_uri, if it has one.'),
  organization_id: z
    .string()
    .min(1)
    .max(50)
    .optional()
    .describe('The organization that the user continues to, and whose branding the page shows.')
    .meta({ example: acme.id }),
}
const common = {
  ...parts,
  result_url: z
    .string()
    .max(1000)
    .optional()
    .describe(
      'Where the user continues: a URL of this tenant, or of one of its applications; Foyer then names the application on a page first. Not together with client_id or organization_id.',
    ),
  ttl_sec: z
    .int()
    .min(0)
    .max(thirtyDays)
    .default(fiveDays)
    .describe('How long the link works; 0 means five days. It works once.'),
  includeEmailInRedirect: z
    .boolean()
    .refine((input) => !input, 'Foyer puts no address into a link')
    .optional(),
}

type Given = z.output<z.ZodObject<typeof common>>

/** Only one of these may say where the user goes next. */
function hasOneDestination({ result_url, client_id, organization_id }: Partial<Given>): boolean {
  return result_url === undefined || (client_id === undefined && organization_id === undefined)
}
const notBoth = { path: ['result_url'], error: 'Not together with client_id or organization_id' }

export const verificationTicket = z
  .strictObject({ user_id: userId, ...common })
  .refine(hasOneDestination, notBoth)

export const passwordTicket = z
  .strictObject({
    ...common,
    user_id: userId.optional(),
    connection_id: z.string().min(1).max(50).optional().describe('Together with email, instead of user_id.'),
    email: z.string().min(1).max(1000).optional(),
    mark_email_as_verified: z
      .boolean()
      .default(false)
      .describe(
        'Must be true for a user whose email is not verified: passwords are accepted only after that.',
      ),
  })
  .refine(hasOneDestination, notBoth)
  .transform((given, context) => {
    const { user_id, connection_id: connectionId, email } = given
    if (user_id !== undefined && connectionId === undefined && email === undefined)
      return { ...given, whose: { userId: user_id } }
    if (user_id === undefined && connectionId !== undefined && email !== undefined)
      return { ...given, whose: { connectionId, emailFolded: foldedAddress(email) } }
    context.addIssue('Expected either user_id, or connection_id and email')
    return z.NEVER
  })

export const verificationEmailBody = z.strictObject({ user_id: userId, ...parts })

const link = z.url().describe('The link. It works once, for any person who has it.')
const demo = { url: 'http://localhost:3000', token: '8aJ4kPq0Zt2WmR6cXv1BnY7dLs5GhE3f' }

export const verificationTicketAnswer = z.strictObject({
  ticket: link.meta({ example: `${demo.url}/verify?token=${demo.token}` }),
})
export const passwordTicketAnswer = z.strictObject({
  ticket: link.meta({ example: `${demo.url}/reset/${demo.token}` }),
})

/** @throws ApiProblem 400 for a `result_url` that no ticket may lead to */
export function ticketInput(tenant: Tenant, given: Given): VerificationTicketInput {
  const { client_id: clientId, organization_id: organizationId, ttl_sec: seconds } = given
  return { clientId, organizationId, ...resultOf(tenant, given.result_url), seconds: seconds || fiveDays }
}

function resultOf(
  tenant: Tenant,
  text: string | undefined,
): Pick<VerificationTicketInput, 'returnTo' | 'resultUrl'> {
  if (text === undefined) return {}
  const url = URL.parse(text)
  if (!url || url.username !== '' || url.password !== '') throw noUrl()
  if (url.origin !== new URL(tenant.url).origin) {
    if (!isSafeRoute(text)) throw noUrl()
    return { resultUrl: url.href }
  }
  const returnTo = safeReturnTo(url.pathname + url.search + url.hash, '')
  if (returnTo === '') throw noUrl()
  return { returnTo }
}

function noUrl(): ApiProblem {
  return invalidInput('body', 'Expected a whole URL that begins with https', ['result_url'])
}

export const absentOfTicket = notFoundByField({
  user_id: noUser,
  client_id: noClient,
  connection_id: noConnection,
  organization_id: noOrganization,
})
