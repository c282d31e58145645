import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableMinutes } from '../readable-time'
import type { Letter } from './layout'
import { Code, Name, Note, Paragraph } from './parts'

export function emailChangeCode(mail: EmailOf<'email_change_code'>): Letter {
  const time = readableMinutes(mail.expiresInMinutes)
  return {
    subject: `Your code for ${plainName(mail.tenantName, 40)}`,
    preview: `Enter it to use this address for your account. It works once, for ${time}.`,
    heading: 'Confirm your new address',
    body: (
      <>
        <Paragraph>
          You asked to use this address for your account at <Name>{mail.tenantName}</Name>. To confirm that
          it’s yours, enter this code on the page where you asked:
        </Paragraph>
        <Code>{mail.code}</Code>
        <Note>{`The code works once, for ${time}. Don’t share it with anyone.`}</Note>
      </>
    ),
    reason: 'If you didn’t ask for this, ignore this email: nothing happens without the code.',
  }
}
