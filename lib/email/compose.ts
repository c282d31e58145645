import { emailContent, type EmailContent } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { composeCertificateExpiring } from './compose-certificate'
import { composeInvitation, composeInvitationAccepted, composeLinkRequested } from './compose-invitation'
import { composeJoinAnswer, composeJoinRequested } from './compose-join-request'
import {
  composeConnectionCode,
  composeEmailChangeCode,
  composeInvitationCode,
  composeResetPassword,
  composeSignIn,
  composeSignUp,
} from './compose-proof'
import {
  mailboxPageOf,
  openOrganization,
  type Composed,
  type MailboxPage,
  type QueuedEmail,
} from './mailbox-page'
import { composeLogStreamSuspended } from './compose-log-stream'
import { composeSsoTicket } from './compose-sso-ticket'
import { composeWebhookDisabled } from './compose-webhook-disabled'
import type { Secrets } from './template-input'

const noSecrets: Secrets = { token: '', code: '' }

/** Null if no longer needed: the invitation is closed or superseded, the token used or expired. */
export async function composeEmail(tx: Tx, mail: QueuedEmail): Promise<Composed | null> {
  const content = emailContent.parse(mail.payload)
  const page = await mailboxPageOf(tx, mail, { showsDraft: content.template === 'branding_test' })
  const compose = composers[content.template] as Composer<EmailContent['template']>
  return compose(page, content)
}

type Composer<T extends EmailContent['template']> = (
  page: MailboxPage,
  content: Extract<EmailContent, { template: T }>,
) => Composed | null | Promise<Composed | null>

const composers: { [T in EmailContent['template']]: Composer<T> } = {
  account_deleted: composeDated,
  authenticator_added: composeAuthenticatorNotice,
  authenticator_removed: composeAuthenticatorNotice,
  branding_test: composeBrandingTest,
  certificate_expiring: (page, { connectionId }) => composeCertificateExpiring(page, connectionId),
  connection_code: (page, { proofId }) => composeConnectionCode(page, proofId),
  email_change_code: (page, { proofId }) => composeEmailChangeCode(page, proofId),
  email_changed: composeDated,
  invitation: composeInvitation,
  invitation_accepted: (page, { invitationId }) => composeInvitationAccepted(page, invitationId),
  invitation_code: (page, { proofId }) => composeInvitationCode(page, proofId),
  invitation_link_requested: (page, { invitationId }) => composeLinkRequested(page, invitationId),
  join_approved: (page, { template }) => composeJoinAnswer(page, template),
  join_declined: (page, { template }) => composeJoinAnswer(page, template),
  join_requested: (page, { requestId }) => composeJoinRequested(page, requestId),
  log_stream_suspended: (page, { streamId }) => composeLogStreamSuspended(page, streamId),
  member_removed: composeMemberNotice,
  member_restored: composeMemberNotice,
  member_roles_changed: composeMemberNotice,
  member_suspended: composeMemberNotice,
  ownership_transferred: composeOwnershipTransferred,
  passkey_added: composePasskey,
  passkey_removed: composePasskey,
  password_changed: composePasswordChanged,
  recovery_code_used: composeAuthenticatorNotice,
  recovery_codes_replaced: composeAuthenticatorNotice,
  reset_password: composeResetPassword,
  sender_test: composeSenderTest,
  sign_in: (page, { proofId }) => composeSignIn(page, proofId),
  sign_up_existing: composeSignUpExisting,
  sign_up_proof: (page, { proofId }) => composeSignUp(page, proofId),
  sso_ticket: (page, { ssoTicketId }) => composeSsoTicket(page, ssoTicketId),
  webhook_disabled: (page, { webhookId }) => composeWebhookDisabled(page, webhookId),
}

function composeSignUpExisting({ worn, url }: MailboxPage): Composed {
  return { content: { ...worn, template: 'sign_up_existing', link: `${url}/sign-in` }, secrets: noSecrets }
}

function composePasswordChanged({ worn, url, mail }: MailboxPage): Composed {
  const template = 'password_changed'
  return { content: { ...worn, template, when: mail.createdAt, link: `${url}/reset` }, secrets: noSecrets }
}

type Dated = { template: 'email_changed'; isPrevious: boolean } | { template: 'account_deleted' }

function composeDated({ worn, mail }: MailboxPage, content: Dated): Composed {
  return { content: { ...worn, ...content, when: mail.createdAt }, secrets: noSecrets }
}

function composePasskey(
  { worn, url, mail }: MailboxPage,
  { template, passkeyName }: { template: 'passkey_added' | 'passkey_removed'; passkeyName: string },
): Composed {
  const link = `${url}/account`
  return { content: { ...worn, template, passkeyName, when: mail.createdAt, link }, secrets: noSecrets }
}

function composeSenderTest({ worn, url }: MailboxPage): Composed {
  const link = `${url}/console/settings/email`
  return { content: { ...worn, template: 'sender_test', link }, secrets: noSecrets }
}

function composeBrandingTest(page: MailboxPage): Composed | null {
  const organization = openOrganization(page)
  if (organization === null) return null
  const { worn, url } = page
  const { slug, displayName: organizationName, brandingDraft } = organization
  const link = `${url}/o/${slug}/branding`
  const isDraft = brandingDraft !== null
  return {
    content: { ...worn, template: 'branding_test', organizationName, link, isDraft },
    secrets: noSecrets,
  }
}

/** Null once one of the two is deleted. */
async function composeOwnershipTransferred(
  page: MailboxPage,
  { fromUserId, toUserId, isToNewOwner }: Extract<EmailContent, { template: 'ownership_transferred' }>,
): Promise<Composed | null> {
  const organization = openOrganization(page)
  if (organization === null) return null
  const { tx, mail, worn, url } = page
  const { tenantId } = mail
  const id = isToNewOwner ? fromUserId : toUserId
  const other = await tx.user.findUnique({ where: { tenantId_id: { tenantId, id } } })
  if (other === null) return null
  const { slug, displayName: organizationName } = organization
  const template = 'ownership_transferred'
  const content = { template, organizationName, otherName: other.name, isToNewOwner } as const
  return { content: { ...worn, ...content, link: `${url}/o/${slug}/home` }, secrets: noSecrets }
}

type AuthenticatorNotice = Extract<
  EmailContent,
  {
    template:
      | 'authenticator_added'
      | 'authenticator_removed'
      | 'recovery_codes_replaced'
      | 'recovery_code_used'
  }
>

function composeAuthenticatorNotice(
  { worn, url, mail }: MailboxPage,
  content: AuthenticatorNotice,
): Composed {
  const link = `${url}/account`
  return { content: { ...worn, ...content, when: mail.createdAt, link }, secrets: noSecrets }
}

type MemberNotice = Extract<
  EmailContent,
  { template: 'member_removed' | 'member_suspended' | 'member_restored' | 'member_roles_changed' }
>

/** Losing access is told of a suspended organization, too. */
function composeMemberNotice(page: MailboxPage, content: MemberNotice): Composed | null {
  const isLoss = content.template === 'member_removed' || content.template === 'member_suspended'
  const organization = isLoss ? page.organization : openOrganization(page)
  if (organization === null) return null
  const { worn, url } = page
  const { displayName: organizationName, slug } = organization
  const link = `${url}/o/${slug}/${content.template === 'member_roles_changed' ? 'access' : 'home'}`
  switch (content.template) {
    case 'member_removed':
    case 'member_suspended':
      return { content: { ...worn, ...content, organizationName }, secrets: noSecrets }
    case 'member_restored':
    case 'member_roles_changed':
      return { content: { ...worn, ...content, organizationName, link }, secrets: noSecrets }
  }
}
