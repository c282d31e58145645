import { createElement } from 'react'
import { render } from 'react-email'
import type { Email, EmailOf } from './mail'
import { plainText } from './plain-text'
import { accountDeleted } from './templates/account-deleted'
import { authenticatorAdded, authenticatorRemoved } from './templates/authenticator'
import { brandingTest } from './templates/branding-test'
import { connectionCode } from './templates/connection-code'
import { emailChangeCode } from './templates/email-change-code'
import { emailChanged } from './templates/email-changed'
import { invitation } from './templates/invitation'
import { invitationAccepted } from './templates/invitation-accepted'
import { invitationCode } from './templates/invitation-code'
import { invitationLinkRequested } from './templates/invitation-link-requested'
import { Layout, type Letter } from './templates/layout'
import { memberRemoved } from './templates/member-removed'
import { memberRestored } from './templates/member-restored'
import { memberRolesChanged } from './templates/member-roles-changed'
import { memberSuspended } from './templates/member-suspended'
import { ownershipTransferred } from './templates/ownership-transferred'
import { passkeyAdded } from './templates/passkey-added'
import { passkeyRemoved } from './templates/passkey-removed'
import { passwordChanged } from './templates/password-changed'
import { recoveryCodesReplaced, recoveryCodeUsed } from './templates/recovery-codes'
import { resetPassword } from './templates/reset-password'
import { signIn } from './templates/sign-in'
import { signUpExisting } from './templates/sign-up-existing'
import { signUpProof } from './templates/sign-up-proof'

interface RenderedMail {
  subject: string
  html: string
  text: string
}

/** The same input gives the same bytes: the provider requires it of a retry with the same idempotency key. */
export async function renderEmail(mail: Email): Promise<RenderedMail> {
  const letter = write(mail)
  const html = await render(createElement(Layout, { letter, brand: mail.brand, tenantName: mail.tenantName }))
  return { subject: letter.subject, html, text: plainText(html) }
}

function write(mail: Email): Letter {
  switch (mail.template) {
    case 'sign_up_proof':
      return signUpProof(mail)
    case 'sign_up_existing':
      return signUpExisting(mail)
    case 'sign_in':
      return signIn(mail)
    case 'reset_password':
      return resetPassword(mail)
    case 'password_changed':
      return passwordChanged(mail)
    case 'passkey_added':
      return passkeyAdded(mail)
    case 'passkey_removed':
      return passkeyRemoved(mail)
    case 'invitation':
      return invitation(mail)
    case 'invitation_accepted':
      return invitationAccepted(mail)
    default:
      return writeShort(mail)
  }
}

type Short =
  | 'invitation_code'
  | 'connection_code'
  | 'invitation_link_requested'
  | 'email_change_code'
  | 'email_changed'
  | 'account_deleted'
  | AboutAuthenticator
  | 'branding_test'
  | ToMember

type ToMember =
  'member_removed' | 'member_suspended' | 'member_restored' | 'member_roles_changed' | 'ownership_transferred'

function writeShort(mail: EmailOf<Short>): Letter {
  switch (mail.template) {
    case 'invitation_code':
      return invitationCode(mail)
    case 'connection_code':
      return connectionCode(mail)
    case 'invitation_link_requested':
      return invitationLinkRequested(mail)
    case 'email_change_code':
      return emailChangeCode(mail)
    case 'email_changed':
      return emailChanged(mail)
    case 'account_deleted':
      return accountDeleted(mail)
    case 'branding_test':
      return brandingTest(mail)
    default:
      return writeNotice(mail)
  }
}

function writeNotice(mail: EmailOf<ToMember | AboutAuthenticator>): Letter {
  switch (mail.template) {
    case 'member_removed':
      return memberRemoved(mail)
    case 'member_suspended':
      return memberSuspended(mail)
    case 'member_restored':
      return memberRestored(mail)
    case 'member_roles_changed':
      return memberRolesChanged(mail)
    case 'ownership_transferred':
      return ownershipTransferred(mail)
    default:
      return writeAboutAuthenticator(mail)
  }
}

type AboutAuthenticator =
  'authenticator_added' | 'authenticator_removed' | 'recovery_codes_replaced' | 'recovery_code_used'

function writeAboutAuthenticator(mail: EmailOf<AboutAuthenticator>): Letter {
  switch (mail.template) {
    case 'authenticator_added':
      return authenticatorAdded(mail)
    case 'authenticator_removed':
      return authenticatorRemoved(mail)
    case 'recovery_codes_replaced':
      return recoveryCodesReplaced(mail)
    case 'recovery_code_used':
      return recoveryCodeUsed(mail)
  }
}
