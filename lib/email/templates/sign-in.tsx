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
    preview: `A link and a code to sign in with. They work once${time}.`,
    heading: (
      <>
        Sign in to <Name>{organization}</Name>
      </>
    ),
    body: (
      <>
        <Paragraph>You asked to sign in by email. Open this page and press the button there:</Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Open the sign-in page
        </Action>
        <Paragraph>Or type this code on the page where you asked for it:</Paragraph>
        <Code>{mail.code}</Code>
        <Note>{`Link and code work once${time}. Keep them to yourself: nobody else needs them.`}</Note>
      </>
    ),
    reason: 'If you did not ask for this, ignore this email: nobody gets in without the link or the code.',
  }
}
