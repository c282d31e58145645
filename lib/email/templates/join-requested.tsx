import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import type { Letter } from './layout'
import { Action, Address, Name, Paragraph } from './parts'

/** Without the person’s message: the organization’s email must not carry a stranger’s text. */
export function joinRequested(mail: EmailOf<'join_requested'>): Letter {
  return {
    subject: `${plainName(mail.personName, 40)} asks to join ${plainName(mail.organizationName, 40)}`,
    preview: 'Approve or decline the request.',
    heading: (
      <>
        <Name>{mail.personName}</Name> asks to join <Name>{mail.organizationName}</Name>
      </>
    ),
    body: (
      <>
        <Paragraph>
          <Name>{mail.personName}</Name> verified the address <Address>{mail.personEmail}</Address> and asks
          to join <Name>{mail.organizationName}</Name>.
        </Paragraph>
        {mail.pending > 1 && <Paragraph>{waiting(mail.pending)}</Paragraph>}
        <Action href={mail.link} primary={mail.brand.primary}>
          View requests
        </Action>
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
