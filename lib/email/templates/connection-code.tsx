import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableMinutes } from '../readable-time'
import type { Letter } from './layout'
import { Code, Name, Note, Paragraph } from './parts'

export function connectionCode(mail: EmailOf<'connection_code'>): Letter {
  const time = readableMinutes(mail.expiresInMinutes)
  return {
    subject: `Your code for ${plainName(mail.tenantName, 40)}`,
    preview: `Type it on the page where you signed in. It works once, for ${time}.`,
    heading: 'Confirm your address',
    body: (
      <>
        <Paragraph>
          You signed in to <Name>{mail.tenantName}</Name> with an account elsewhere that has this address.
          Type this code on the page where you did, to show that the address is yours:
        </Paragraph>
        <Code>{mail.code}</Code>
        <Note>{`The code works once, for ${time}. Keep it to yourself: nobody else needs it.`}</Note>
      </>
    ),
    reason: 'If you did not sign in anywhere, ignore this email: nothing happens without the code.',
  }
}
