import { z } from 'zod'
import type { NewSsoTicket } from '@/lib/domain/sso-tickets/create-sso-ticket'
import { acme, okta } from './example'
import { literalFlag } from './literal'
import { metadata } from './metadata'

const fiveDays = 432_000

const connectionOptions = z
  .strictObject({
    icon_url: z.null('Buttons have no pictures.'),
    domain_aliases: z
      .array(z.string())
      .max(0, 'A connection serves the verified domains of its organization: choose them later.')
      .nullable(),
    idpinitiated: z
      .strictObject({
        enabled: literalFlag(
          false,
          'The organization allows sign-in that starts at the provider, if at all.',
        ),
      })
      .nullable(),
  })
  .partial()

const connectionConfig = z.strictObject({
  name: z.string().min(1).max(128).meta({ example: okta.name }),
  display_name: z
    .string()
    .max(1000)
    .optional()
    .describe('Suggested on the page, where it can be changed.')
    .meta({ example: okta.displayName }),
  is_domain_connection: literalFlag(false, 'The connection belongs to the organization.'),
  show_as_button: literalFlag(
    false,
    'The connection is on its organization’s sign-in page only: use show_as_button of enabled_organizations.',
  ),
  metadata: metadata.optional(),
  options: connectionOptions.nullable().optional(),
})

const enabledOrganization = z.strictObject({
  organization_id: z.string().min(1).max(50).meta({ example: acme.id }),
  assign_membership_on_login: z
    .boolean()
    .optional()
    .describe('Whether everyone who signs in becomes a member. By default no one does.'),
  show_as_button: z
    .boolean()
    .optional()
    .describe('Whether the organization’s sign-in page shows it. By default it does.'),
})

const ofOrganization = 'Domains are verified in the organization’s settings.'
const oneOrganization = 'A connection belongs to one organization: name exactly one.'

const ticket = z.strictObject({
  enabled_organizations: z.array(enabledOrganization).length(1, oneOrganization).describe(oneOrganization),
  enabled_clients: z
    .array(z.string())
    .max(0, 'The connection works in every application that its organization uses.')
    .optional(),
  ttl_sec: z.int().min(0).max(fiveDays).default(0).describe('How long the link works; 0 means five days.'),
  domain_aliases_config: z
    .strictObject({ domain_verification: z.literal('none', ofOrganization) })
    .optional()
    .describe(ofOrganization),
})

/** Rejects what Foyer does not support. */
export const newSsoTicket = z.union([
  ticket.extend({
    connection_config: connectionConfig.describe('The connection that the ticket creates.'),
  }),
  ticket.extend({
    connection_id: z
      .string()
      .min(1)
      .max(64)
      .describe('A connection that the organization owns: the ticket changes it.')
      .meta({ example: okta.id }),
  }),
])

export const ssoTicketAnswer = z.strictObject({
  ticket: z
    .url()
    .describe('The link. Only its hash is stored. The first 20 characters after the last / are its id.')
    .meta({ example: 'https://lumen.test/connect/sst_4kGkQ2bD9sXw7Lm1b0uGk2Qw8ZsX5nTr7Yv3Lp9Hc6Jd1Mf4' }),
})

export function ssoTicketInput(profileId: string, body: z.output<typeof newSsoTicket>): NewSsoTicket {
  const [organization] = body.enabled_organizations
  const seconds = body.ttl_sec
  return {
    profileId,
    organizationId: organization?.organization_id ?? '',
    connection: 'connection_id' in body ? body.connection_id : connectionIn(body.connection_config),
    showAsButton: organization?.show_as_button,
    assignMembershipOnLogin: organization?.assign_membership_on_login,
    seconds: seconds === 0 ? fiveDays : seconds,
  }
}

function connectionIn({
  name,
  display_name: displayName,
  metadata: given = {},
}: z.output<typeof connectionConfig>) {
  return { name, displayName, metadata: given }
}
