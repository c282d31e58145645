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
  const content = emailContent.parse(mail.payload)
  return compose(await mailboxPageOf(tx, mail, { showsDraft: content.template === 'branding_test' }), content)
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
    default:
      return composeNotice(api, content)
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

function composeBrandingTest({ worn, url, organization }: MailboxPage): Composed | null {
  if (organization === null || organization.deletedAt !== null) return null
  const { slug, displayName: organizationName, brandingDraft } = organization
  const link = `${url}/o/${slug}/branding`
  const isDraft = brandingDraft !== null
  return {
    content: { ...worn, template: 'branding_test', organizationName, link, isDraft },
    secrets: noSecrets,
  }
}

type AccountNotice = Extract<
  EmailContent,
  {
    template:
      | 'sign_up_existing'
      | 'password_changed'
      | 'passkey_added'
      | 'passkey_removed'
      | 'email_changed'
      | 'account_deleted'
      | 'branding_test'
  }
>

function composeNotice(api: MailboxPage, content: AccountNotice | MemberNotice): Composed | null {
  const { worn, url, mail } = api
  switch (content.template) {
    case 'sign_up_existing':
      return { content: { ...worn, template: content.template, link: `${url}/sign-in` }, secrets: noSecrets }
    case 'password_changed':
      return {
        content: { ...worn, template: content.template, when: mail.createdAt, link: `${url}/reset` },
        secrets: noSecrets,
      }
    case 'passkey_added':
    case 'passkey_removed':
      return composePasskey(api, content)
    case 'email_changed':
      return composeEmailChanged(api, content.isPrevious)
    case 'branding_test':
      return composeBrandingTest(api)
    case 'account_deleted':
      return { content: { ...worn, template: content.template, when: mail.createdAt }, secrets: noSecrets }
    default:
      return composeMemberNotice(api, content)
  }
}

type MemberNotice = Extract<
  EmailContent,
  { template: 'member_removed' | 'member_suspended' | 'member_restored' | 'member_roles_changed' }
>

function composeMemberNotice(
  { worn, url, organization }: MailboxPage,
  content: MemberNotice,
): Composed | null {
  if (organization === null) return null
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
