import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import type { Letter } from './layout'
import { Action, Address, Name, Paragraph } from './parts'

export function invitationAccepted(mail: EmailOf<'invitation_accepted'>): Letter {
  return {
    subject: `${plainName(mail.memberName, 40)} joined ${plainName(mail.organizationName, 40)}`,
    preview: 'Your invitation was accepted.',
    heading: (
      <>
        <Name>{mail.memberName}</Name> joined <Name>{mail.organizationName}</Name>
      </>
    ),
    body: (
      <>
        <Paragraph>
          <Name>{mail.memberName}</Name> (<Address>{mail.memberEmail}</Address>) accepted your invitation and
          is now a member of <Name>{mail.organizationName}</Name>.
        </Paragraph>
        {mail.link !== undefined && (
          <Action href={mail.link} primary={mail.brand.primary}>
            View members
          </Action>
        )}
      </>
    ),
    reason: 'You’re receiving this email because you sent the invitation.',
  }
}
