import { z } from 'zod'
import type { Invitation } from '@/lib/domain/invitations/queries'
import { invitationAnswer as shared } from '../auth0/invitation'

const { connection_id, ...shape } = shared.pick({
  id: true,
  organization_id: true,
  inviter: true,
  invitee: true,
  connection_id: true,
  created_at: true,
  expires_at: true,
  roles: true,
  invitation_url: true,
  ticket_id: true,
}).shape

export const invitationAnswer = z.strictObject({
  ...shape,
  identity_provider_id: connection_id.describe(
    'By which the invitee has to sign in, if it is the organization’s own.',
  ),
  user_store_id: connection_id.describe('By which the invitee has to sign in, if it is one of the tenant’s.'),
})

export function invitationWire({ id, email, link, connectionId: connection, ...invitation }: Invitation) {
  const connectionKey = invitation.isOwnConnection ? 'identity_provider_id' : 'user_store_id'
  return {
    id,
    organization_id: invitation.organizationId,
    inviter: { name: invitation.inviterName },
    invitee: { email },
    ...(connection === null ? {} : { [connectionKey]: connection }),
    created_at: invitation.createdAt.toISOString(),
    expires_at: invitation.expiresAt.toISOString(),
    roles: invitation.roles.map((role) => role.id),
    ...(link === null ? {} : { invitation_url: link.url, ticket_id: link.ticket }),
  }
}

/** The others were answered or revoked: at Auth0 they do not exist. */
export const openStates = ['pending', 'expired'] as const
