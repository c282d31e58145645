import type { EmailOf } from '../email'
import { plainName } from '../plain-name'
import { readableDate } from '../readable-time'
import type { EmailMessage } from './email-card'
import { Action, Address, Name, Note, Paragraph, Quote, titled } from './elements'

type Invitation = EmailOf<'invitation'>

export function invitation(mail: Invitation): EmailMessage {
  const reminder = mail.isReminder === true ? 'Reminder: ' : ''
  const title = titled`${mail.inviterName} invited you to ${mail.organizationName}`
  const until = readableDate(mail.expiresAt)
  return {
    subject: `${reminder}${title.subject}`,
    preview: `Expires on ${until}.`,
    heading: title.heading,
    body: (
      <>
        {mail.inviteeName !== undefined && (
          <Paragraph>
            Hi <Name>{mail.inviteeName}</Name>,
          </Paragraph>
        )}
        <Lead mail={mail} />
        {mail.isForOwner === true && (
          <Paragraph>
            You’ll be an owner: you can invite your teammates, choose how they sign in, and add your logo.
          </Paragraph>
        )}
        {mail.message !== undefined && <Quote by={mail.inviterName}>{mail.message}</Quote>}
        <Action mail={mail}>Accept invitation</Action>
        <Paragraph>
          You can accept or decline on the next page. If you don’t have an account at{' '}
          <Name>{mail.tenantName}</Name> yet, you’ll create one there.
        </Paragraph>
        <Paragraph>
          The invitation expires on <strong style={{ fontWeight: 600 }}>{until}</strong>.
        </Paragraph>
        <Note>
          {mail.isReminder === true
            ? 'This email replaces the earlier one, whose link no longer works. '
            : ''}
          The link is only for <Address>{mail.inviteeEmail}</Address>, so don’t forward this email.
        </Note>
      </>
    ),
    reason: 'If you didn’t expect this, ignore it: you won’t join unless you accept.',
  }
}

function Lead({ mail }: { mail: Invitation }) {
  return (
    <Paragraph>
      <Name>{mail.inviterName}</Name>
      {mail.inviterEmail !== undefined && (
        <>
          {' ('}
          <Address>{mail.inviterEmail}</Address>)
        </>
      )}{' '}
      would like you to join <Name>{mail.organizationName}</Name>’s team on <Name>{mail.tenantName}</Name>.
    </Paragraph>
  )
}

export function invitationAccepted(mail: EmailOf<'invitation_accepted'>): EmailMessage {
  return {
    ...titled`${mail.memberName} joined ${mail.organizationName}`,
    preview: 'Your invitation was accepted.',
    body: (
      <>
        <Paragraph>
          <Name>{mail.memberName}</Name> (<Address>{mail.memberEmail}</Address>) accepted your invitation and
          is now a member of <Name>{mail.organizationName}</Name>.
        </Paragraph>
        <Action mail={mail}>View members</Action>
      </>
    ),
    reason: 'You’re receiving this email because you sent the invitation.',
  }
}

/** Names only the invited address: anyone with an old link can cause this email. */
export function invitationLinkRequested(mail: EmailOf<'invitation_link_requested'>): EmailMessage {
  return {
    subject: `${plainName(mail.inviteeEmail, 60)} asks for a new invitation link`,
    preview: 'Their link no longer works.',
    heading: 'A new invitation link is requested',
    body: (
      <>
        <Paragraph>
          <Address>{mail.inviteeEmail}</Address> was invited to join <Name>{mail.organizationName}</Name>. The
          link no longer works, and a new one is requested.
        </Paragraph>
        <Action mail={mail}>View invitation</Action>
        <Note>
          Anyone who has the old link can ask. A new invitation goes only to{' '}
          <Address>{mail.inviteeEmail}</Address>, and only if you send it.
        </Note>
      </>
    ),
    reason: (
      <>
        You’re receiving this email because you can invite people to <Name>{mail.organizationName}</Name>.
      </>
    ),
  }
}
