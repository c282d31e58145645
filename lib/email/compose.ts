import { emailContent, type EmailContent } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { composeInvitation, composeInvitationAccepted, composeLinkRequested } from './compose-invitation'
import {
  composeConnectionCode,
  composeEmailChangeCode,
  composeInvitationCode,
  composeResetPassword,
  composeSignIn,
  composeSignUp,
} from './compose-proof'
import { mailboxPageOf, type Composed, type MailboxPage, type QueuedEmail } from './mailbox-page'
import type { Secrets } from './template-input'

const noSecrets: Secrets = { token: '', code: '' }

/** Null if no longer needed: the invitation is closed or superseded, the token used or expired. */
export async function composeEmail(tx: Tx, mail: QueuedEmail): Promise<Composed | null> {
  return compose(await mailboxPageOf(tx, mail), emailContent.parse(mail.payload))
}

async function compose(api: MailboxPage, content: EmailContent): Promise<Composed | null> {
  switch (content.template) {
    case 'sign_up_proof':
      return composeSignUp(api, content.proofId)
    case 'sign_in':
      return composeSignIn(api, content.proofId)
    case 'reset_password':
      return composeResetPassword(api, content.proofId)
    case 'invitation_code':
      return composeInvitationCode(api, content.proofId)
    case 'connection_code':
      return composeConnectionCode(api, content.proofId)
    case 'email_change_code':
      return composeEmailChangeCode(api, content.proofId)
    case 'invitation':
      return composeInvitation(api, content)
    case 'invitation_accepted':
      return composeInvitationAccepted(api, content.invitationId)
    case 'invitation_link_requested':
      return composeLinkRequested(api, content.invitationId)
    case 'passkey_added':
    case 'passkey_removed':
      return composePasskey(api, content)
    case 'email_changed':
      return composeEmailChanged(api, content.isPrevious)
    default:
      return composeNotice(api, content.template)
  }
}

function composePasskey(
  { worn, url, mail }: MailboxPage,
  { template, passkeyName }: { template: 'passkey_added' | 'passkey_removed'; passkeyName: string },
): Composed {
  const link = `${url}/account`
  return { content: { ...worn, template, passkeyName, when: mail.createdAt, link }, secrets: noSecrets }
}

function composeEmailChanged({ worn, mail }: MailboxPage, isPrevious: boolean): Composed {
  return {
    content: { ...worn, template: 'email_changed', isPrevious, when: mail.createdAt },
    secrets: noSecrets,
  }
}

type Notice = 'sign_up_existing' | 'password_changed' | 'member_removed'

function composeNotice({ worn, url, mail, organization }: MailboxPage, template: Notice): Composed | null {
  switch (template) {
    case 'sign_up_existing':
      return { content: { ...worn, template, link: `${url}/sign-in` }, secrets: noSecrets }
    case 'password_changed':
      return {
        content: { ...worn, template, when: mail.createdAt, link: `${url}/reset` },
        secrets: noSecrets,
      }
    case 'member_removed':
      if (organization === null) return null
      return {
        content: { ...worn, template, organizationName: organization.displayName },
        secrets: noSecrets,
      }
  }
}
