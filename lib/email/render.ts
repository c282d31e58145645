import { createElement } from 'react'
import { render } from 'react-email'
import type { Email, EmailOf } from './email'
import { plainText } from './plain-text'
import { accountDeleted, emailChanged, passwordChanged, resetPassword } from './templates/account'
import {
  authenticatorAdded,
  authenticatorRemoved,
  passkeyAdded,
  passkeyRemoved,
  recoveryCodesReplaced,
  recoveryCodeUsed,
} from './templates/account-notices'
import { connectionCode, emailChangeCode, invitationCode } from './templates/codes'
import type { EmailMessage } from './templates/email-card'
import { certificateExpiring, logStreamSuspended, ssoTicket, webhookDisabled } from './templates/integrations'
import { invitation, invitationAccepted, invitationLinkRequested } from './templates/invitation'
import { joinApproved, joinDeclined, joinRequested } from './templates/join-request'
import { Layout } from './templates/layout'
import {
  memberRemoved,
  memberRestored,
  memberRolesChanged,
  memberSuspended,
  ownershipTransferred,
} from './templates/member'
import { signIn, signUpExisting, signUpProof } from './templates/sign-in'
import { brandingTest, senderTest } from './templates/test-emails'

interface RenderedEmail {
  subject: string
  html: string
  text: string
}

/** The same input gives the same bytes: the provider requires it of a retry with the same idempotency key. */
export async function renderEmail(mail: Email): Promise<RenderedEmail> {
  const template = templates[mail.template] as (mail: Email) => EmailMessage
  const message = template(mail)
  const html = await render(
    createElement(Layout, { message, brand: mail.brand, tenantName: mail.tenantName }),
  )
  return { subject: message.subject, html, text: plainText(html) }
}

const templates: { [T in Email['template']]: (mail: EmailOf<T>) => EmailMessage } = {
  account_deleted: accountDeleted,
  authenticator_added: authenticatorAdded,
  authenticator_removed: authenticatorRemoved,
  branding_test: brandingTest,
  certificate_expiring: certificateExpiring,
  connection_code: connectionCode,
  email_change_code: emailChangeCode,
  email_changed: emailChanged,
  invitation,
  invitation_accepted: invitationAccepted,
  invitation_code: invitationCode,
  invitation_link_requested: invitationLinkRequested,
  join_approved: joinApproved,
  join_declined: joinDeclined,
  join_requested: joinRequested,
  log_stream_suspended: logStreamSuspended,
  member_removed: memberRemoved,
  member_restored: memberRestored,
  member_roles_changed: memberRolesChanged,
  member_suspended: memberSuspended,
  ownership_transferred: ownershipTransferred,
  passkey_added: passkeyAdded,
  passkey_removed: passkeyRemoved,
  password_changed: passwordChanged,
  recovery_code_used: recoveryCodeUsed,
  recovery_codes_replaced: recoveryCodesReplaced,
  reset_password: resetPassword,
  sender_test: senderTest,
  sign_in: signIn,
  sign_up_existing: signUpExisting,
  sign_up_proof: signUpProof,
  sso_ticket: ssoTicket,
  webhook_disabled: webhookDisabled,
}
