import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import type { Letter } from './layout'
import { Name, Paragraph } from './parts'

export function joinDeclined(mail: EmailOf<'join_declined'>): Letter {
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
