import { emailContent, type EmailContent } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
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

/** Null once one of the two is deleted. */
async function composeOwnershipTransferred(
  { tx, mail: { tenantId }, worn, url, organization }: MailboxPage,
  { fromUserId, toUserId, isToNewOwner }: Extract<EmailContent, { template: 'ownership_transferred' }>,
): Promise<Composed | null> {
  if (organization === null || organization.deletedAt !== null) return null
  const id = isToNewOwner ? fromUserId : toUserId
  const other = await tx.user.findUnique({ where: { tenantId_id: { tenantId, id } } })
  if (other === null) return null
  const { slug, displayName: organizationName } = organization
  const template = 'ownership_transferred'
  const content = { template, organizationName, otherName: other.name, isToNewOwner } as const
  return { content: { ...worn, ...content, link: `${url}/o/${slug}/home` }, secrets: noSecrets }
}

type Notice = Extract<
  EmailContent,
  {
    template: 'sign_up_existing' | 'password_changed' | 'passkey_added' | 'passkey_removed' | 'email_changed'
  }
>

type OrganizationNotice = Extract<
  EmailContent,
  {
    template:
      | 'join_requested'
      | 'join_approved'
      | 'join_declined'
      | 'member_removed'
      | 'ownership_transferred'
      | 'branding_test'
  }
>

async function composeNotice(
  api: MailboxPage,
  content: Notice | OrganizationNotice,
): Promise<Composed | null> {
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
    default:
      return composeOrganizationNotice(api, content)
  }
}

async function composeOrganizationNotice(
  api: MailboxPage,
  content: OrganizationNotice,
): Promise<Composed | null> {
  const { worn, organization } = api
  switch (content.template) {
    case 'join_requested':
      return composeJoinRequested(api, content.requestId)
    case 'join_approved':
    case 'join_declined':
      return composeJoinAnswer(api, content.template)
    case 'branding_test':
      return composeBrandingTest(api)
    case 'ownership_transferred':
      return composeOwnershipTransferred(api, content)
    case 'member_removed':
      if (organization === null) return null
      return {
        content: { ...worn, template: content.template, organizationName: organization.displayName },
        secrets: noSecrets,
      }
  }
}
