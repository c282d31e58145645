import type { ReactNode } from 'react'
import type { EmailOf } from '../email'
import { plainName } from '../plain-name'
import { readableDate } from '../readable-time'
import type { EmailMessage } from './email-card'
import { Action, Name, Paragraph } from './elements'

type Passkey = EmailOf<'passkey_added' | 'passkey_removed'>

export function passkeyAdded(mail: Passkey): EmailMessage {
  return accountNotice(mail, {
    subject: `A passkey was added to your account at ${plainName(mail.tenantName, 40)}`,
    heading: 'A passkey was added',
    text: (
      <>
        The passkey “<Name>{mail.passkeyName}</Name>” was added to your account at{' '}
        <Name>{mail.tenantName}</Name> on {readableDate(mail.when)}. Anyone who has it can sign in as you. If
        this was you, you don’t need to do anything.
      </>
    ),
    otherwise: 'If this wasn’t you, remove it, sign out everywhere else and change your password:',
    reason: 'We send this email whenever a passkey is added, so that no one can add one without you knowing.',
  })
}

export function passkeyRemoved(mail: Passkey): EmailMessage {
  return accountNotice(mail, {
    subject: `A passkey was removed from your account at ${plainName(mail.tenantName, 40)}`,
    heading: 'A passkey was removed',
    text: (
      <>
        The passkey “<Name>{mail.passkeyName}</Name>” was removed from your account at{' '}
        <Name>{mail.tenantName}</Name> on {readableDate(mail.when)}. It can no longer be used to sign in. If
        this was you, you don’t need to do anything.
      </>
    ),
    otherwise: 'If this wasn’t you, sign out everywhere else and change your password:',
    reason:
      'We send this email whenever a passkey is removed, so that no one can remove one without you knowing.',
  })
}

export function authenticatorAdded(mail: EmailOf<'authenticator_added'>): EmailMessage {
  return accountNotice(mail, {
    subject: `An authenticator app was set up for your account at ${plainName(mail.tenantName, 40)}`,
    heading: 'An authenticator app was set up',
    text: (
      <>
        An authenticator app was set up for your account at <Name>{mail.tenantName}</Name> on{' '}
        {readableDate(mail.when)}. From now on, signing in with your password or an emailed code also takes a
        code from the app. If this was you, you don’t need to do anything.
      </>
    ),
    otherwise: 'If this wasn’t you, remove it, sign out everywhere else and change your password:',
    reason:
      'We send this email whenever an authenticator app is set up, so that no one can set one up without you knowing.',
  })
}

export function authenticatorRemoved(mail: EmailOf<'authenticator_removed'>): EmailMessage {
  return accountNotice(mail, {
    subject: `The authenticator app was removed from your account at ${plainName(mail.tenantName, 40)}`,
    heading: 'Your authenticator app was removed',
    text: (
      <>
        The authenticator app was removed from your account at <Name>{mail.tenantName}</Name> on{' '}
        {readableDate(mail.when)}. Your password or an emailed code is now enough to sign in. If this was you
        or your support team, you don’t need to do anything.
      </>
    ),
    otherwise: 'If not, sign out everywhere else, change your password and set up an app again:',
    reason:
      'We send this email whenever an authenticator app is removed, so that no one can remove yours without you knowing.',
  })
}

const getNewCodes = 'If this wasn’t you, sign out everywhere else, change your password and get new codes:'

export function recoveryCodesReplaced(mail: EmailOf<'recovery_codes_replaced'>): EmailMessage {
  return accountNotice(mail, {
    subject: `New recovery codes for your account at ${plainName(mail.tenantName, 40)}`,
    heading: 'Your recovery codes were replaced',
    text: (
      <>
        New recovery codes for your account at <Name>{mail.tenantName}</Name> were created on{' '}
        {readableDate(mail.when)}. The earlier ones no longer work. If this was you, you don’t need to do
        anything.
      </>
    ),
    otherwise: getNewCodes,
    reason:
      'We send this email whenever recovery codes are replaced, so that no one can do it without you knowing.',
  })
}

export function recoveryCodeUsed(mail: EmailOf<'recovery_code_used'>): EmailMessage {
  const { codesLeft } = mail
  return accountNotice(mail, {
    subject: `A recovery code was used to sign in to ${plainName(mail.tenantName, 40)}`,
    heading: 'A recovery code was used',
    text: (
      <>
        Someone signed in to your account at <Name>{mail.tenantName}</Name> with one of your recovery codes on{' '}
        {readableDate(mail.when)}. You have {codesLeft === 1 ? 'one code' : `${codesLeft} codes`} left. If
        this was you, you don’t need to do anything.
      </>
    ),
    otherwise: getNewCodes,
    reason:
      'We send this email whenever a recovery code is used, so that no one can use one without you knowing.',
  })
}

interface Notice {
  subject: string
  heading: string
  text: ReactNode
  /** What to do if it was not the user. */
  otherwise: string
  reason: string
}

function accountNotice(
  mail: Pick<Passkey, 'link' | 'brand'>,
  { subject, heading, text, otherwise, reason }: Notice,
): EmailMessage {
  return {
    subject,
    preview: 'If this was you, you don’t need to do anything.',
    heading,
    body: (
      <>
        <Paragraph>{text}</Paragraph>
        <Paragraph>{otherwise}</Paragraph>
        <Action mail={mail}>Open your account</Action>
      </>
    ),
    reason,
  }
}
