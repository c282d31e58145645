import type { EmailOf } from '../email'
import { plainName } from '../plain-name'
import type { EmailMessage } from './email-card'
import { Action, Name, Paragraph } from './elements'

export function brandingTest(mail: EmailOf<'branding_test'>): EmailMessage {
  return {
    subject: 'Test of your branding',
    preview: 'This is how your emails look.',
    heading: (
      <>
        Emails from <Name>{mail.organizationName}</Name>
      </>
    ),
    body: (
      <>
        <Paragraph>
          {mail.isDraft
            ? 'This is how your emails look with your draft. Everyone else still gets the published branding.'
            : 'This is how your emails look to the people you invite.'}
        </Paragraph>
        <Action mail={mail}>Change branding</Action>
      </>
    ),
    reason: 'You get this email because you sent it to yourself on the branding page.',
  }
}

export function senderTest(mail: EmailOf<'sender_test'>): EmailMessage {
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
        <Action mail={mail}>Email settings</Action>
      </>
    ),
    reason: 'You get this email because you sent it to yourself in the console.',
  }
}
