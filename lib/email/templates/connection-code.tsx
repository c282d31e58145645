import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableMinutes } from '../readable-time'
import type { Letter } from './layout'
import { Code, Name, Note, Paragraph } from './parts'

export function connectionCode(mail: EmailOf<'connection_code'>): Letter {
  const time = readableMinutes(mail.expiresInMinutes)
  return {
    subject: `Your code for ${plainName(mail.tenantName, 40)}`,
    preview: `Enter it on the page where you signed in. It works once, for ${time}.`,
    heading: 'Confirm your address',
    body: (
      <>
        <Paragraph>
          You signed in to <Name>{mail.tenantName}</Name> with an external account that has this address. To
          confirm that the address is yours, enter this code on that page:
        </Paragraph>
        <Code>{mail.code}</Code>
        <Note>{`The code works once, for ${time}. Don’t share it with anyone.`}</Note>
      </>
    ),
    reason: 'If you didn’t sign in, ignore this email: nothing happens without the code.',
  }
}
