import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import type { Letter } from './layout'
import { Action, Name, Paragraph } from './parts'

export function memberRestored(mail: EmailOf<'member_restored'>): Letter {
  const organization = <Name>{mail.organizationName}</Name>
  return {
    subject: `You have access to ${plainName(mail.organizationName, 40)} again`,
    preview: 'You have the same roles as before.',
    heading: <>You have access to {organization} again</>,
    body: (
      <>
        <Paragraph>
          Your access to {organization} on <Name>{mail.tenantName}</Name> was restored. You have the same
          roles as before.
        </Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Open organization
        </Action>
      </>
    ),
    reason: 'We send this email to members whose access was suspended and restored.',
  }
}
