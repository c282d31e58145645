import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import type { Letter } from './layout'
import { Action, Address, Name, Note, Paragraph } from './parts'

/** Names only the invited address: whoever holds an old link can cause this email. */
export function invitationLinkRequested(mail: EmailOf<'invitation_link_requested'>): Letter {
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
        <Action href={mail.link} primary={mail.brand.primary}>
          View invitation
        </Action>
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
