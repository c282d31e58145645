import { z } from 'zod'
import { newId } from '../ids'

/** Ids, never a secret: links and codes are derived when the email is rendered, so a stolen row opens nothing. */
export const emailContent = z.discriminatedUnion('template', [
  z.object({ template: z.literal('sign_up_proof'), proofId: z.string() }),
  z.object({ template: z.literal('sign_up_existing') }),
  z.object({ template: z.literal('sign_in'), proofId: z.string() }),
  z.object({
    template: z.literal('reset_password'),
    proofId: z.string(),
    /** The user did not ask for it. */
    isByOperator: z.literal(true).optional(),
  }),
  z.object({ template: z.literal('password_changed') }),
  z.object({ template: z.literal('email_change_code'), proofId: z.string() }),
  z.object({ template: z.literal('email_changed'), isPrevious: z.boolean() }),
  z.object({ template: z.literal('passkey_added'), passkeyName: z.string() }),
  z.object({ template: z.literal('passkey_removed'), passkeyName: z.string() }),
  z.object({ template: z.literal('authenticator_added') }),
  z.object({ template: z.literal('authenticator_removed') }),
  z.object({ template: z.literal('recovery_codes_replaced') }),
  z.object({ template: z.literal('recovery_code_used'), codesLeft: z.number().int() }),
  z.object({
    template: z.literal('invitation'),
    invitationId: z.string(),
    version: z.number().int(),
    /** Sent at tenant level: does not count toward an organization’s limit. */
    isTenants: z.literal(true).optional(),
  }),
  z.object({ template: z.literal('invitation_code'), proofId: z.string() }),
  z.object({ template: z.literal('connection_code'), proofId: z.string() }),
  z.object({ template: z.literal('invitation_accepted'), invitationId: z.string() }),
  z.object({ template: z.literal('invitation_link_requested'), invitationId: z.string() }),
  z.object({ template: z.literal('certificate_expiring'), connectionId: z.string() }),
  z.object({ template: z.literal('sso_ticket'), ssoTicketId: z.string() }),
  z.object({ template: z.literal('join_requested'), requestId: z.string() }),
  z.object({ template: z.literal('join_approved') }),
  z.object({ template: z.literal('join_declined') }),
  z.object({ template: z.literal('member_removed') }),
  z.object({
    template: z.literal('ownership_transferred'),
    fromUserId: z.string(),
    toUserId: z.string(),
    isToNewOwner: z.boolean(),
  }),
  z.object({ template: z.literal('member_suspended') }),
  z.object({ template: z.literal('member_restored') }),
  z.object({
    template: z.literal('member_roles_changed'),
    before: z.array(z.string()),
    after: z.array(z.string()),
    ownership: z.enum(['granted', 'removed']).optional(),
  }),
  z.object({ template: z.literal('account_deleted') }),
  z.object({ template: z.literal('branding_test') }),
  z.object({ template: z.literal('sender_test') }),
  z.object({ template: z.literal('webhook_disabled'), webhookId: z.string() }),
  z.object({ template: z.literal('log_stream_suspended'), streamId: z.string() }),
])

/** Why the worker does not send an email that has lost its reason, such as that of a revoked invitation. */
export const noLongerWanted = 'no longer wanted'

export type EmailContent = z.infer<typeof emailContent>

export type OutgoingEmail = EmailContent & {
  to: string
  /** Whose branding it has, and whose page shows its delivery. */
  organizationId?: string
  /** The most emails of this template that the organization, or else the tenant, sends to one recipient in an hour. */
  mostPerHour?: number
}

/** As foyer.write_events_and_mails reads it. */
export interface EmailRow {
  id: string
  organizationId: string | null
  recipient: string
  template: EmailContent['template']
  payload: EmailContent
  mostPerHour: number | null
}

export function emailRows(mails: readonly OutgoingEmail[]): EmailRow[] {
  return mails.map(({ to, organizationId, mostPerHour, ...rest }) => {
    const content = emailContent.parse(rest)
    return {
      id: newId('mail'),
      organizationId: organizationId ?? null,
      recipient: to,
      template: content.template,
      payload: content,
      mostPerHour: mostPerHour ?? null,
    }
  })
}
