import type { EmailOf } from '../email'
import { plainName } from '../plain-name'
import { readableDate, readableMinutes } from '../readable-time'
import type { EmailMessage } from './email-card'
import { Action, Name, Note, Paragraph } from './elements'

export function passwordChanged(mail: EmailOf<'password_changed'>): EmailMessage {
  return {
    subject: `Your password for ${plainName(mail.tenantName, 40)} was changed`,
    preview: 'If this was you, you don’t need to do anything.',
    heading: 'Your password was changed',
    body: (
      <>
        <Paragraph>
          The password of your account at <Name>{mail.tenantName}</Name> was changed on{' '}
          {readableDate(mail.when)}. If this was you, you don’t need to do anything.
        </Paragraph>
        <Paragraph>If this wasn’t you, reset it now:</Paragraph>
        <Action mail={mail}>Reset password</Action>
      </>
    ),
    reason:
      'We send this email whenever a password changes, so that no one can change yours without you knowing.',
  }
}

export function emailChanged(mail: EmailOf<'email_changed'>): EmailMessage {
  const tenant = plainName(mail.tenantName, 40)
  return {
    subject: `The email address of your account at ${tenant} was changed`,
    preview: 'If this was you, you don’t need to do anything.',
    heading: 'Your email address was changed',
    body: (
      <>
        <Paragraph>
          The address of your account at <Name>{mail.tenantName}</Name> was changed on{' '}
          {readableDate(mail.when)}.{' '}
          {mail.isPrevious
            ? 'You can no longer sign in with the address that this email went to.'
            : 'From now on, sign in with the address that this email went to.'}
        </Paragraph>
        <Paragraph>
          {mail.isPrevious
            ? 'If this wasn’t you, tell an admin of your organization at once.'
            : 'If this was you, you don’t need to do anything.'}
        </Paragraph>
      </>
    ),
    reason:
      'We send this email to both addresses whenever one changes, so that no one can change yours without you knowing.',
  }
}

export function accountDeleted(mail: EmailOf<'account_deleted'>): EmailMessage {
  return {
    subject: `Your account at ${plainName(mail.tenantName, 40)} was deleted`,
    preview: 'If this was you, you don’t need to do anything.',
    heading: 'Your account was deleted',
    body: (
      <>
        <Paragraph>
          Your account at <Name>{mail.tenantName}</Name> was deleted on {readableDate(mail.when)}, as you
          asked. You left all your organizations, and your name and address were erased.
        </Paragraph>
        <Paragraph>
          If this wasn’t you, tell an admin of your organization. A deleted account can’t be restored.
        </Paragraph>
      </>
    ),
    reason: 'This is the last email about this account.',
  }
}

export function resetPassword(mail: EmailOf<'reset_password'>): EmailMessage {
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
        <Action mail={mail}>Choose a new password</Action>
        <Note>{`The link works once, for ${time}.`}</Note>
      </>
    ),
    reason: 'If this wasn’t you, ignore this email: your password has not changed.',
  }
}

/** The user may have had no password before. */
function passwordToChoose(mail: EmailOf<'reset_password'>, time: string): EmailMessage {
  return {
    subject: `Choose your password for ${plainName(mail.tenantName, 40)}`,
    preview: `Choose a password within ${time}.`,
    heading: 'Choose your password',
    body: (
      <>
        <Paragraph>
          <Name>{mail.tenantName}</Name> has sent you this link to choose a password for your account.
        </Paragraph>
        <Action mail={mail}>Choose a password</Action>
        <Note>{`The link works once, for ${time}.`}</Note>
      </>
    ),
    reason: 'If you don’t expect this, ignore this email: nothing changes until the link is used.',
  }
}
