import { z } from 'zod'
import { AddressTaken, DomainNotAllowed } from '@/lib/domain/invitations/invitation-checks'
import { type Invitation, invitationStates, type InvitationState } from '@/lib/domain/invitations/queries'
import { DomainError } from '@/lib/errors'
import { acme, adminRole, ann, ben, documents, later, moment } from './example'
import { pagingQuery } from './paging'
import { ApiProblem, notFoundOf } from './problem'

const metadata = z.record(z.string(), z.unknown())
const ticket = '8aJ4kPq0Zt2WmR6cXv1BnY7dLs5GhE3f'

export const invitationAnswer = z.strictObject({
  id: z.string().meta({ example: 'uinv_mWq0kYPT8xBvJm2a' }),
  organization_id: z.string().meta({ example: acme.id }),
  inviter: z.strictObject({ name: z.string().meta({ example: ann.name }) }),
  invitee: z.strictObject({ email: z.string().meta({ example: ben.email }) }),
  invitation_url: z
    .string()
    .optional()
    .describe(
      'Opens the application, or the invitation’s page. For tenant-level callers who may create invitations, the link verifies the address: give it only to the invitee.',
    )
    .meta({
      example: `${documents.login}?invitation=${ticket}&organization=${acme.id}&organization_name=${acme.slug}`,
    }),
  ticket_id: z.string().optional().meta({ example: ticket }),
  created_at: z.string().meta({ example: moment }),
  expires_at: z.string().meta({ example: later }),
  client_id: z
    .string()
    .optional()
    .describe('Absent if the invitation was created in the portal.')
    .meta({ example: documents.clientId }),
  connection_id: z.string().optional(),
  app_metadata: metadata
    .optional()
    .describe('For tenant-level callers.')
    .meta({ example: { plan: 'gold' } }),
  user_metadata: metadata.meta({ example: { language: 'en' } }),
  roles: z
    .array(z.string())
    .describe('Role ids: the current ones of a pending invitation; otherwise those that it was sent with.')
    .meta({ example: [adminRole.id] }),
  state: z.enum(invitationStates).describe('Foyer extension: whether it is pending, or how it ended.'),
})

/** `isBound`: the token is bound to the organization. */
export function invitationWire(invitation: Invitation, isBound: boolean): z.output<typeof invitationAnswer> {
  const { id, email, link, clientId, connectionId, state } = invitation
  return {
    id,
    organization_id: invitation.organizationId,
    inviter: { name: invitation.inviterName },
    invitee: { email },
    ...(link === null ? {} : { invitation_url: link.url, ticket_id: link.ticket }),
    created_at: invitation.createdAt.toISOString(),
    expires_at: invitation.expiresAt.toISOString(),
    ...(clientId === null ? {} : { client_id: clientId }),
    ...(connectionId === null ? {} : { connection_id: connectionId }),
    ...(isBound ? {} : { app_metadata: invitation.appMetadata }),
    user_metadata: invitation.userMetadata,
    roles: invitation.roles.map((role) => role.id),
    state,
  }
}

const state = z.enum(invitationStates)
const listedStates: readonly InvitationState[] = ['pending', 'expired']

const states = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => [given].flat().flatMap((text) => text.split(',')))
  .pipe(z.array(state))
  .optional()
  .transform((given) => given ?? listedStates)
  .describe('The states to list, separated by commas or repeated. Defaults to pending and expired.')
  .meta({ example: 'accepted,declined' })

export const invitationQuery = z.object({ state: states })

export const invitationsQuery = invitationQuery.extend({
  ...pagingQuery,
  sort: z
    .enum(['created_at:1', 'created_at:-1'])
    .default('created_at:-1')
    .describe('By creation time. Defaults to the newest first.'),
  email: z
    .string()
    .max(1000)
    .optional()
    .describe('Foyer extension: only invitations to this address, in any spelling.'),
})

export const noInvitation = notFoundOf('The invitation does not exist.')

export function refusedInvitation(error: unknown): never {
  if (error instanceof AddressTaken) {
    const [errorCode, message] = takenProblems[error.verdict]
    throw new ApiProblem(409, message, { errorCode })
  }
  if (error instanceof DomainNotAllowed)
    throw new ApiProblem(400, error.message, { errorCode: 'domain_not_allowed' })
  throw error
}

const takenProblems = {
  invited: [
    'invitation_pending',
    'This address has an invitation that waits for an answer. Resend it, or revoke it first.',
  ],
  member: ['already_member', 'This address belongs to a member of the organization.'],
} as const

/** For Auth0, a closed invitation does not exist. */
export function closedInvitation(error: unknown): never {
  throw error instanceof DomainError && error.code === 'gone' ? noInvitation() : error
}
