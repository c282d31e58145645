import { emailContent, type EmailContent } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import {
  composeContext,
  type ComposeContext,
  type ComposedData,
  type OrganizationContext,
  type QueuedEmail,
} from './compose-context'
import {
  composeCode,
  composeInvitationCode,
  composeResetPassword,
  composeSignIn,
  composeSignUp,
} from './compose-email-token'
import {
  composeCertificateExpiring,
  composeLogStreamSuspended,
  composeSsoTicket,
  composeWebhookDisabled,
} from './compose-integrations'
import {
  composeInvitation,
  composeInvitationAccepted,
  composeJoinRequested,
  composeLinkRequested,
} from './compose-invitation'
import type { Email } from './email'
import type { Secrets } from './template-input'

export interface Composed {
  /** With placeholders in link and code. */
  content: Email
  secrets: Secrets
  /** The host of the tenant’s URL. */
  domain: string
}

/** Null if no longer needed: the invitation is closed or superseded, the token used or expired. */
export async function composeEmail(tx: Tx, mail: QueuedEmail): Promise<Composed | null> {
  const content = emailContent.parse(mail.payload)
  const context = await composeContext(tx, mail, { showsDraft: content.template === 'branding_test' })
  const compose = composers[content.template] as Composer<EmailContent['template']>
  const composed = await compose(context, content)
  if (composed === null) return null
  const { data, secrets = { token: '', code: '' } } = composed
  return { content: { ...context.branding, ...data }, secrets, domain: new URL(context.url).hostname }
}

type Template = EmailContent['template']
type ContentOf<T extends Template> = Extract<EmailContent, { template: T }>
type MaybeComposed = ComposedData | null | Promise<ComposedData | null>
type Composer<T extends Template> = (context: ComposeContext, content: ContentOf<T>) => MaybeComposed

const composers: { [T in Template]: Composer<T> } = {
  account_deleted: composeDated,
  authenticator_added: composeAccountNotice,
  authenticator_removed: composeAccountNotice,
  branding_test: ifOpen(composeBrandingTest),
  certificate_expiring: ifOpen(composeCertificateExpiring),
  connection_code: composeCode,
  email_change_code: composeCode,
  email_changed: composeDated,
  invitation: ifOpen(composeInvitation),
  invitation_accepted: ifOpen(composeInvitationAccepted),
  invitation_code: composeInvitationCode,
  invitation_link_requested: ifOpen(composeLinkRequested),
  join_approved: ifOpen(composeAccessGained),
  join_declined: ifOpen(composeAccessLost),
  join_requested: ifOpen(composeJoinRequested),
  log_stream_suspended: composeLogStreamSuspended,
  member_removed: ifKnown(composeAccessLost),
  member_restored: ifOpen(composeAccessGained),
  member_roles_changed: ifOpen(composeRolesChanged),
  member_suspended: ifKnown(composeAccessLost),
  ownership_transferred: ifOpen(composeOwnershipTransferred),
  passkey_added: composeAccountNotice,
  passkey_removed: composeAccountNotice,
  password_changed: ({ url, mail }, content) => ({
    data: { ...content, when: mail.createdAt, link: `${url}/reset` },
  }),
  recovery_code_used: composeAccountNotice,
  recovery_codes_replaced: composeAccountNotice,
  reset_password: composeResetPassword,
  sender_test: ({ url }, content) => ({ data: { ...content, link: `${url}/console/settings/email` } }),
  sign_in: composeSignIn,
  sign_up_existing: ({ url }, content) => ({ data: { ...content, link: `${url}/sign-in` } }),
  sign_up_proof: composeSignUp,
  sso_ticket: ifOpen(composeSsoTicket),
  webhook_disabled: composeWebhookDisabled,
}

/** Emails that lead to a suspended or deleted organization are not sent, also not once it is resumed. */
function ifOpen<C>(compose: (context: OrganizationContext, content: C) => MaybeComposed) {
  const known = ifKnown(compose)
  return (context: ComposeContext, content: C) =>
    context.organization?.isOpen ? known(context, content) : null
}

/** Losing access is told of a suspended organization, too. */
function ifKnown<C>(compose: (context: OrganizationContext, content: C) => MaybeComposed) {
  return ({ organization, ...context }: ComposeContext, content: C) =>
    organization && compose({ ...context, organization }, content)
}

function composeDated(
  { mail }: ComposeContext,
  content: ContentOf<'account_deleted' | 'email_changed'>,
): ComposedData {
  return { data: { ...content, when: mail.createdAt } }
}

type AccountNotice =
  | 'authenticator_added'
  | 'authenticator_removed'
  | 'passkey_added'
  | 'passkey_removed'
  | 'recovery_code_used'
  | 'recovery_codes_replaced'

function composeAccountNotice(
  { url, mail }: ComposeContext,
  content: ContentOf<AccountNotice>,
): ComposedData {
  return { data: { ...content, when: mail.createdAt, link: `${url}/account` } }
}

function composeBrandingTest({ url, organization }: OrganizationContext): ComposedData {
  const { slug, displayName: organizationName, brandingDraft } = organization
  const link = `${url}/o/${slug}/branding`
  return { data: { template: 'branding_test', organizationName, link, isDraft: brandingDraft !== null } }
}

/** Null once one of the two is deleted. */
async function composeOwnershipTransferred(
  { tx, mail: { tenantId }, url, organization }: OrganizationContext,
  { template, fromUserId, toUserId, isToNewOwner }: ContentOf<'ownership_transferred'>,
): Promise<ComposedData | null> {
  const id = isToNewOwner ? fromUserId : toUserId
  const other = await tx.user.findUnique({ where: { tenantId_id: { tenantId, id } } })
  if (other === null) return null
  const { slug, displayName: organizationName } = organization
  const link = `${url}/o/${slug}/home`
  return { data: { template, organizationName, otherName: other.name, isToNewOwner, link } }
}

function composeAccessLost(
  { organization }: OrganizationContext,
  { template }: ContentOf<'member_removed' | 'member_suspended' | 'join_declined'>,
): ComposedData {
  return { data: { template, organizationName: organization.displayName } }
}

function composeAccessGained(
  { url, organization }: OrganizationContext,
  { template }: ContentOf<'member_restored' | 'join_approved'>,
): ComposedData {
  const { slug, displayName: organizationName } = organization
  return { data: { template, organizationName, link: `${url}/o/${slug}/home` } }
}

function composeRolesChanged(
  { url, organization }: OrganizationContext,
  content: ContentOf<'member_roles_changed'>,
): ComposedData {
  const { slug, displayName: organizationName } = organization
  return { data: { ...content, organizationName, link: `${url}/o/${slug}/access` } }
}
