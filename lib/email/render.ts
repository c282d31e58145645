import { createElement } from 'react'
import { render } from 'react-email'
import type { Email, EmailOf } from './mail'
import { plainText } from './plain-text'
import { accountDeleted } from './templates/account-deleted'
import {
  authenticatorAdded,
  authenticatorRemoved,
  passkeyAdded,
  passkeyRemoved,
  recoveryCodesReplaced,
  recoveryCodeUsed,
} from './templates/account-notices'
import { brandingTest } from './templates/branding-test'
import { certificateExpiring } from './templates/certificate-expiring'
import { connectionCode, emailChangeCode, invitationCode } from './templates/codes'
import { emailChanged } from './templates/email-changed'
import { invitation } from './templates/invitation'
import { invitationAccepted } from './templates/invitation-accepted'
import { invitationLinkRequested } from './templates/invitation-link-requested'
import { Layout, type Letter } from './templates/layout'
import { joinApproved } from './templates/join-approved'
import { joinDeclined } from './templates/join-declined'
import { joinRequested } from './templates/join-requested'
import { logStreamSuspended } from './templates/log-stream-suspended'
import { memberRemoved } from './templates/member-removed'
import { memberRestored } from './templates/member-restored'
import { memberRolesChanged } from './templates/member-roles-changed'
import { memberSuspended } from './templates/member-suspended'
import { ownershipTransferred } from './templates/ownership-transferred'
import { passwordChanged } from './templates/password-changed'
import { resetPassword } from './templates/reset-password'
import { senderTest } from './templates/sender-test'
import { signIn } from './templates/sign-in'
import { signUpExisting } from './templates/sign-up-existing'
import { signUpProof } from './templates/sign-up-proof'
import { ssoTicket } from './templates/sso-ticket'
import { webhookDisabled } from './templates/webhook-disabled'

interface RenderedMail {
  subject: string
  html: string
  text: string
}

/** The same input gives the same bytes: the provider requires it of a retry with the same idempotency key. */
export async function renderEmail(mail: Email): Promise<RenderedMail> {
  const write = writers[mail.template] as (mail: Email) => Letter
  const letter = write(mail)
  const html = await render(createElement(Layout, { letter, brand: mail.brand, tenantName: mail.tenantName }))
  return { subject: letter.subject, html, text: plainText(html) }
}

type Writers = { [T in Email['template']]: (mail: EmailOf<T>) => Letter }

const writers: Writers = {
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
