import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableDate } from '../readable-time'
import type { Letter } from './layout'
import { Action, Name, Paragraph } from './parts'

export function passwordChanged(mail: EmailOf<'password_changed'>): Letter {
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
        {mail.link === undefined ? (
          <Paragraph>If this wasn’t you, reset your password on the sign-in page now.</Paragraph>
        ) : (
          <>
            <Paragraph>If this wasn’t you, reset it now:</Paragraph>
            <Action href={mail.link} primary={mail.brand.primary}>
              Reset password
            </Action>
          </>
        )}
      </>
    ),
    reason:
      'We send this email whenever a password changes, so that no one can change yours without you knowing.',
  }
}
