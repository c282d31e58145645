import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableMinutes } from '../readable-time'
import type { Letter } from './layout'
import { Action, Name, Note, Paragraph } from './parts'

export function resetPassword(mail: EmailOf<'reset_password'>): Letter {
  const time = readableMinutes(mail.expiresInMinutes)
  if (mail.isByOperator) return passwordToChoose(mail, time)
  return {
    subject: `Reset your password for ${plainName(mail.tenantName, 40)}`,
    preview: `Choose a new password within ${time}.`,
    heading: 'Choose a new password',
    body: (
      <>
        <Paragraph>
          Someone, most likely you, asked to reset the password of your account at{' '}
          <Name>{mail.tenantName}</Name>.
        </Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Choose a new password
        </Action>
        <Note>{`The link works once, for ${time}.`}</Note>
      </>
    ),
    reason: 'If this wasn’t you, ignore this email: your password has not changed.',
  }
}

/** The user has perhaps had no password before. */
function passwordToChoose(mail: EmailOf<'reset_password'>, time: string): Letter {
  return {
    subject: `Choose your password for ${plainName(mail.tenantName, 40)}`,
    preview: `Choose a password within ${time}.`,
    heading: 'Choose your password',
    body: (
      <>
        <Paragraph>
          <Name>{mail.tenantName}</Name> has sent you this link to choose a password for your account.
        </Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Choose a password
        </Action>
        <Note>{`The link works once, for ${time}.`}</Note>
      </>
    ),
    reason: 'If you don’t expect this, ignore this email: nothing changes until the link is used.',
  }
}
