import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableMinutes } from '../readable-time'
import type { Letter } from './layout'
import { Code, Name, Note, Paragraph } from './parts'

export function invitationCode(mail: EmailOf<'invitation_code'>): Letter {
  const time = mail.expiresInMinutes === undefined ? '' : `, for ${readableMinutes(mail.expiresInMinutes)}`
  return {
    subject: `Your code for joining ${plainName(mail.organizationName, 40)}`,
    preview: `Enter it on the invitation page. It works once${time}.`,
    heading: 'Confirm your address',
    body: (
      <>
        <Paragraph>
          You opened an invitation to join <Name>{mail.organizationName}</Name> on{' '}
          <Name>{mail.tenantName}</Name>. To confirm that this address is yours, enter this code there:
        </Paragraph>
        <Code>{mail.code}</Code>
        <Note>{`The code works once${time}. Don’t share it with anyone.`}</Note>
      </>
    ),
    reason:
      'If you didn’t open an invitation, ignore this email: no one can join in your name without the code.',
  }
}
