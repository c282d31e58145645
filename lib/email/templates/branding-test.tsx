import type { EmailOf } from '../mail'
import type { Letter } from './layout'
import { Action, Name, Paragraph } from './parts'

export function brandingTest(mail: EmailOf<'branding_test'>): Letter {
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
        <Action href={mail.link} primary={mail.brand.primary}>
          Change branding
        </Action>
      </>
    ),
    reason: 'You get this email because you sent it to yourself on the branding page.',
  }
}
