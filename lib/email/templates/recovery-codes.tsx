import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableDate } from '../readable-time'
import type { Letter } from './layout'
import { Action, Name, Paragraph } from './parts'

export function recoveryCodesReplaced(mail: EmailOf<'recovery_codes_replaced'>): Letter {
  return {
    subject: `New recovery codes for your account at ${plainName(mail.tenantName, 40)}`,
    preview: 'If this was you, you don’t need to do anything.',
    heading: 'Your recovery codes were replaced',
    body: (
      <>
        <Paragraph>
          New recovery codes for your account at <Name>{mail.tenantName}</Name> were made on{' '}
          {readableDate(mail.when)}. The earlier ones no longer work. If this was you, you don’t need to do
          anything.
        </Paragraph>
        <Paragraph>
          If this wasn’t you, sign out everywhere else, change your password and get new codes:
        </Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Open your account
        </Action>
      </>
    ),
    reason:
      'We send this email whenever recovery codes are replaced, so that no one can do it without you knowing.',
  }
}

export function recoveryCodeUsed(mail: EmailOf<'recovery_code_used'>): Letter {
  const { codesLeft } = mail
  return {
    subject: `A recovery code was used to sign in to ${plainName(mail.tenantName, 40)}`,
    preview: 'If this was you, you don’t need to do anything.',
    heading: 'A recovery code was used',
    body: (
      <>
        <Paragraph>
          Someone signed in to your account at <Name>{mail.tenantName}</Name> with one of your recovery codes
          on {readableDate(mail.when)}. You have {codesLeft === 1 ? 'one code' : `${codesLeft} codes`} left.
          If this was you, you don’t need to do anything.
        </Paragraph>
        <Paragraph>
          If this wasn’t you, sign out everywhere else, change your password and get new codes:
        </Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Open your account
        </Action>
      </>
    ),
    reason:
      'We send this email whenever a recovery code is used, so that no one can use one without you knowing.',
  }
}
