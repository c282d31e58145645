import { mailContent, type MailContent } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { composeInvitation, composeInvitationAccepted } from './compose-invitation'
import {
  composeConnectionCode,
  composeInvitationCode,
  composeResetPassword,
  composeSignIn,
  composeSignUpProof,
} from './compose-proof'
import { mailboxPageOf, type Composed, type MailboxPage, type QueuedMail } from './mailbox-page'
import type { Secrets } from './template-input'

const noSecrets: Secrets = { token: '', code: '' }

/** Null when nobody wants the mail any more: its invitation is closed or superseded, its proof used or overdue. */
export async function composeMail(tx: Tx, mail: QueuedMail): Promise<Composed | null> {
  return compose(await mailboxPageOf(tx, mail), mailContent.parse(mail.payload))
}

async function compose(desk: MailboxPage, content: MailContent): Promise<Composed | null> {
  switch (content.template) {
    case 'sign_up_proof':
      return composeSignUpProof(desk, content.proofId)
    case 'sign_in':
      return composeSignIn(desk, content.proofId)
    case 'reset_password':
      return composeResetPassword(desk, content.proofId)
    case 'invitation_code':
      return composeInvitationCode(desk, content.proofId)
    case 'connection_code':
      return composeConnectionCode(desk, content.proofId)
    case 'invitation':
      return composeInvitation(desk, content)
    case 'invitation_accepted':
      return composeInvitationAccepted(desk, content.invitationId)
    case 'passkey_added':
    case 'passkey_removed':
      return composePasskey(desk, content)
    default:
      return composeNotice(desk, content.template)
  }
}

function composePasskey(
  { worn, url, mail }: MailboxPage,
  { template, passkeyName }: { template: 'passkey_added' | 'passkey_removed'; passkeyName: string },
): Composed {
  const link = `${url}/account`
  return { content: { ...worn, template, passkeyName, when: mail.createdAt, link }, secrets: noSecrets }
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
