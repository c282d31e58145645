import type { EmailOf } from '../email'
import { plainName } from '../plain-name'
import type { EmailMessage } from './email-card'
import { Action, Address, Name, Paragraph, titled } from './elements'

/** Without the person’s message: the organization’s email must not carry a stranger’s text. */
export function joinRequested(mail: EmailOf<'join_requested'>): EmailMessage {
  return {
    ...titled`${mail.personName} asks to join ${mail.organizationName}`,
    preview: 'Approve or decline the request.',
    body: (
      <>
        <Paragraph>
          <Name>{mail.personName}</Name> verified the address <Address>{mail.personEmail}</Address> and asks
          to join <Name>{mail.organizationName}</Name>.
        </Paragraph>
        {mail.pending > 1 && <Paragraph>{waiting(mail.pending)}</Paragraph>}
        <Action mail={mail}>View requests</Action>
      </>
    ),
    reason: (
      <>
        You’re receiving this email, at most once an hour, because you can invite people to{' '}
        <Name>{mail.organizationName}</Name>.
      </>
    ),
  }
}

function waiting(pending: number): string {
  return `${pending >= 100 ? '100 or more' : pending} people are waiting for an answer.`
}

export function joinApproved(mail: EmailOf<'join_approved'>): EmailMessage {
  return {
    ...titled`You’re now a member of ${mail.organizationName}`,
    preview: 'Your request to join was approved.',
    body: (
      <>
        <Paragraph>
          Your request to join <Name>{mail.organizationName}</Name> was approved.
        </Paragraph>
        <Action mail={mail}>Open organization</Action>
      </>
    ),
    reason: 'You’re receiving this email because you asked to join.',
  }
}

export function joinDeclined(mail: EmailOf<'join_declined'>): EmailMessage {
  return {
    subject: `Your request to join ${plainName(mail.organizationName, 40)} was declined`,
    preview: 'You can still be invited.',
    heading: 'Your request was declined',
    body: (
      <Paragraph>
        Your request to join <Name>{mail.organizationName}</Name> was declined. You can ask again in 30 days,
        or join when someone there invites you.
      </Paragraph>
    ),
    reason: 'You’re receiving this email because you asked to join.',
  }
}
