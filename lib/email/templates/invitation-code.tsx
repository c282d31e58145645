import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableMinutes } from '../readable-time'
import type { Letter } from './layout'
import { Code, Name, Note, Paragraph } from './parts'

export function invitationCode(mail: EmailOf<'invitation_code'>): Letter {
  const time = mail.expiresInMinutes === undefined ? '' : `, for ${readableMinutes(mail.expiresInMinutes)}`
  return {
    subject: `Your code for joining ${plainName(mail.organizationName, 40)}`,
    preview: `Type it on the page of the invitation. It works once${time}.`,
    heading: 'Confirm your address',
    body: (
      <>
        <Paragraph>
          You opened an invitation to join <Name>{mail.organizationName}</Name> on{' '}
          <Name>{mail.tenantName}</Name>. Type this code there, to show that this address is yours:
        </Paragraph>
        <Code>{mail.code}</Code>
        <Note>{`The code works once${time}. Keep it to yourself: nobody else needs it.`}</Note>
      </>
    ),
    reason: 'If you opened no invitation, ignore this email: nobody joins in your name without the code.',
  }
}
