import type { ReactNode } from 'react'
import type { EmailOf } from '../email'
import { plainName } from '../plain-name'
import { readableMinutes } from '../readable-time'
import type { EmailMessage } from './email-card'
import { Code, Name, Note, Paragraph } from './elements'

export function connectionCode(mail: EmailOf<'connection_code'>): EmailMessage {
  return codeMessage(mail, {
    subject: `Your code for ${plainName(mail.tenantName, 40)}`,
    use: 'Enter it on the page where you signed in.',
    heading: 'Confirm your address',
    text: (
      <>
        You signed in to <Name>{mail.tenantName}</Name> with an external account that has this address. To
        confirm that the address is yours, enter this code on that page:
      </>
    ),
    reason: 'If you didn’t sign in, ignore this email: nothing happens without the code.',
  })
}

export function emailChangeCode(mail: EmailOf<'email_change_code'>): EmailMessage {
  return codeMessage(mail, {
    subject: `Your code for ${plainName(mail.tenantName, 40)}`,
    use: 'Enter it to use this address for your account.',
    heading: 'Confirm your new address',
    text: (
      <>
        You asked to use this address for your account at <Name>{mail.tenantName}</Name>. To confirm that it’s
        yours, enter this code on the page where you asked:
      </>
    ),
    reason: 'If you didn’t ask for this, ignore this email: nothing happens without the code.',
  })
}

export function invitationCode(mail: EmailOf<'invitation_code'>): EmailMessage {
  return codeMessage(mail, {
    subject: `Your code for joining ${plainName(mail.organizationName, 40)}`,
    use: 'Enter it on the invitation page.',
    heading: 'Confirm your address',
    text: (
      <>
        You opened an invitation to join <Name>{mail.organizationName}</Name> on{' '}
        <Name>{mail.tenantName}</Name>. To confirm that this address is yours, enter this code there:
      </>
    ),
    reason:
      'If you didn’t open an invitation, ignore this email: no one can join in your name without the code.',
  })
}

interface CodeMessage {
  subject: string
  use: string
  heading: string
  text: ReactNode
  reason: string
}

function codeMessage(
  { code, expiresInMinutes }: { code: string; expiresInMinutes: number },
  { subject, use, heading, text, reason }: CodeMessage,
): EmailMessage {
  const time = readableMinutes(expiresInMinutes)
  return {
    subject,
    preview: `${use} It works once, for ${time}.`,
    heading,
    body: (
      <>
        <Paragraph>{text}</Paragraph>
        <Code>{code}</Code>
        <Note>{`The code works once, for ${time}. Don’t share it with anyone.`}</Note>
      </>
    ),
    reason,
  }
}
