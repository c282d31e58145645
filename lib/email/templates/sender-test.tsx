import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import type { Letter } from './layout'
import { Action, Name, Paragraph } from './parts'

export function senderTest(mail: EmailOf<'sender_test'>): Letter {
  return {
    subject: `Test email from ${plainName(mail.tenantName, 40)}`,
    preview: 'Emails reach you.',
    heading: (
      <>
        Emails from <Name>{mail.tenantName}</Name>
      </>
    ),
    body: (
      <>
        <Paragraph>Emails reach you. This is how those of no organization look.</Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Email settings
        </Action>
      </>
    ),
    reason: 'You get this email because you sent it to yourself in the console.',
  }
}
