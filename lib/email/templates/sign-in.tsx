import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableMinutes } from '../readable-time'
import type { Letter } from './layout'
import { Action, Code, Name, Note, Paragraph } from './parts'

export function signIn(mail: EmailOf<'sign_in'>): Letter {
  const organization = mail.organizationName ?? mail.tenantName
  const time = mail.expiresInMinutes === undefined ? '' : `, for ${readableMinutes(mail.expiresInMinutes)}`
  return {
    subject: `Your sign-in link for ${plainName(organization, 40)}`,
    preview: `Sign in with a link or a code. They work once${time}.`,
    heading: (
      <>
        Sign in to <Name>{organization}</Name>
      </>
    ),
    body: (
      <>
        <Paragraph>You asked to sign in by email. Open this page and press the button:</Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Open the sign-in page
        </Action>
        <Paragraph>Or enter this code on the page where you requested it:</Paragraph>
        <Code>{mail.code}</Code>
        <Note>{`The link and the code work once${time}. Don’t share them with anyone.`}</Note>
      </>
    ),
    reason: 'If you didn’t ask for this, ignore this email: no one can sign in without the link or the code.',
  }
}
