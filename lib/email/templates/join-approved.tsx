import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import type { Letter } from './layout'
import { Action, Name, Paragraph } from './parts'

export function joinApproved(mail: EmailOf<'join_approved'>): Letter {
  return {
    subject: `You’re now a member of ${plainName(mail.organizationName, 40)}`,
    preview: 'Your request to join was approved.',
    heading: (
      <>
        You’re now a member of <Name>{mail.organizationName}</Name>
      </>
    ),
    body: (
      <>
        <Paragraph>
          Your request to join <Name>{mail.organizationName}</Name> was approved.
        </Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Open organization
        </Action>
      </>
    ),
    reason: 'You’re receiving this email because you asked to join.',
  }
}
