import { createElement } from 'react'
import { render } from 'react-email'
import type { Email, EmailOf } from './mail'
import { plainText } from './plain-text'
import { brandingTest } from './templates/branding-test'
import { connectionCode } from './templates/connection-code'
import { emailChangeCode } from './templates/email-change-code'
import { emailChanged } from './templates/email-changed'
import { invitation } from './templates/invitation'
import { invitationAccepted } from './templates/invitation-accepted'
import { invitationCode } from './templates/invitation-code'
import { invitationLinkRequested } from './templates/invitation-link-requested'
import { Layout, type Letter } from './templates/layout'
import { joinApproved } from './templates/join-approved'
import { joinDeclined } from './templates/join-declined'
import { joinRequested } from './templates/join-requested'
import { memberRemoved } from './templates/member-removed'
import { ownershipTransferred } from './templates/ownership-transferred'
import { passkeyAdded } from './templates/passkey-added'
import { passkeyRemoved } from './templates/passkey-removed'
import { passwordChanged } from './templates/password-changed'
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

type OfOrganization =
  | 'join_requested'
  | 'join_approved'
  | 'join_declined'
  | 'member_removed'
  | 'ownership_transferred'
  | 'branding_test'

type Short =
  | OfOrganization
  | 'invitation_code'
  | 'connection_code'
  | 'invitation_link_requested'
  | 'email_change_code'
  | 'email_changed'

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
    default:
      return writeOfOrganization(mail)
  }
}

function writeOfOrganization(mail: EmailOf<OfOrganization>): Letter {
  switch (mail.template) {
    case 'join_requested':
      return joinRequested(mail)
    case 'join_approved':
      return joinApproved(mail)
    case 'join_declined':
      return joinDeclined(mail)
    case 'member_removed':
      return memberRemoved(mail)
    case 'ownership_transferred':
      return ownershipTransferred(mail)
    case 'branding_test':
      return brandingTest(mail)
  }
}
