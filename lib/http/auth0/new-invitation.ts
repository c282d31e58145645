import { z } from 'zod'
import type { Invitee } from '@/lib/domain/invitations/insert-invitations'
import type { InvitationOptions } from '@/lib/domain/invitations/invitation-checks'
import type { InviteInput } from '@/lib/domain/invitations/invite'
import { displayName } from '@/lib/domain/text/display-name'
import { emailAddress as anyEmailAddress, type EmailAddress } from '@/lib/domain/text/email-address'
import { firstMessage } from '@/lib/domain/text/parse-input'
import { emailAddress } from './formats'
import { adminRole, ann, ben, documents } from './example'

const longestTtl = 2_592_000

const inviterName = z
  .string()
  .min(1)
  .max(300)
  .pipe(displayName({ label: 'The inviter’s name', max: 300 }))

const metadata = z.record(z.string(), z.unknown())

export const invitationRoles = z
  .array(z.string().min(1).max(100))
  .min(1)
  .max(50)
  .describe('Ids of the roles that the new member gets.')
  .meta({ example: [adminRole.id] })

const membership = {
  roles: invitationRoles.optional(),
  app_metadata: metadata
    .optional()
    .describe('Merged into the user’s at the top level on acceptance. For tenant-level callers.'),
  user_metadata: metadata
    .optional()
    .describe(
      'Merged into the user’s at the top level on acceptance. An organization’s own caller can only add keys.',
    ),
}

export const invitationOptions = {
  inviter: z
    .strictObject({ name: inviterName })
    .describe('The inviter’s name in the email. With a member’s token it is always that member’s own name.')
    .meta({ example: { name: ann.name } }),
  client_id: z
    .string()
    .min(1)
    .max(100)
    .describe('The application whose login page the link opens.')
    .meta({ example: documents.clientId }),
  connection_id: z.string().min(1).max(100).optional().describe('The connection the invitee must use.'),
  ttl_sec: z
    .int()
    .min(0)
    .max(longestTtl)
    .optional()
    .describe('The lifetime in seconds: 604800 (seven days) if absent or 0; at most 2592000.'),
  send_invitation_email: z
    .boolean()
    .default(true)
    .describe('Whether Foyer emails the link. If not, pass on `invitation_url` yourself.'),
}

export const newInvitation = z.strictObject({
  ...invitationOptions,
  invitee: z.strictObject({ email: emailAddress }),
  ...membership,
})

export function inviteInput(body: z.output<typeof newInvitation>): InviteInput {
  return { invitees: [inviteeOf(body.invitee.email, body)], options: optionsOf(body) }
}

export function optionsOf(body: Omit<z.output<typeof newInvitation>, 'invitee'>): InvitationOptions {
  return {
    inviterName: body.inviter.name,
    clientId: body.client_id,
    connectionId: body.connection_id,
    ttlSeconds: body.ttl_sec,
    isMailed: body.send_invitation_email,
  }
}

type Membership = z.output<z.ZodObject<typeof membership>>

function inviteeOf(address: EmailAddress, given: Membership): Invitee {
  return {
    address,
    roleIds: given.roles ?? [],
    appMetadata: given.app_metadata,
    userMetadata: given.user_metadata,
  }
}

const most = 1000

export const newInvitations = z
  .strictObject({
    ...invitationOptions,
    ...membership,
    invitations: z
      .array(z.strictObject({ invitee: z.strictObject({ email: z.string().max(1000) }), ...membership }))
      .min(1)
      .max(most)
      .describe('The invitees. Roles and metadata of one invitee take precedence over those given for all.')
      .meta({ example: [{ invitee: { email: ben.email } }, { invitee: { email: 'cai@acme.test' } }] }),
    dry_run: z.boolean().default(false).describe('Only checks: sends and stores nothing.'),
  })
  .describe('Properties beside the list apply to all invitees.')

export interface ListedInvitee {
  /** As it was sent. */
  email: string
  /** Null if invalid, or a duplicate. */
  invitee: Invitee | null
  verdict: 'invalid' | 'duplicate' | null
  message?: string
}

export function listedInvitees(body: z.output<typeof newInvitations>): ListedInvitee[] {
  const seen = new Set<string>()
  return body.invitations.map(({ invitee: { email }, ...own }) => {
    const { data: address, error } = anyEmailAddress.safeParse(email)
    if (error) return { email, invitee: null, verdict: 'invalid', message: firstMessage(error) }
    if (seen.has(address.folded))
      return { email, invitee: null, verdict: 'duplicate', message: 'Listed before.' }
    seen.add(address.folded)
    return { email, invitee: inviteeOf(address, membershipOf(own, body)), verdict: null }
  })
}

function membershipOf(own: Membership, all: Membership): Membership {
  return {
    roles: own.roles ?? all.roles,
    app_metadata: own.app_metadata ?? all.app_metadata,
    user_metadata: own.user_metadata ?? all.user_metadata,
  }
}
