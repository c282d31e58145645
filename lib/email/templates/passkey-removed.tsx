import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableDate } from '../readable-time'
import type { Letter } from './layout'
import { Action, Name, Paragraph } from './parts'

export function passkeyRemoved(mail: EmailOf<'passkey_added' | 'passkey_removed'>): Letter {
  return {
    subject: `A passkey was removed from your account at ${plainName(mail.tenantName, 40)}`,
    preview: 'If it was you, there is nothing to do.',
    heading: 'A passkey was removed',
    body: (
      <>
        <Paragraph>
          The passkey “<Name>{mail.passkeyName}</Name>” was removed from your account at{' '}
          <Name>{mail.tenantName}</Name> on {readableDate(mail.when)}. It does not sign you in any more. If it
          was you, there is nothing to do.
        </Paragraph>
        <Paragraph>If it was not you, sign out everywhere else and change your password:</Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Open your account
        </Action>
      </>
    ),
    reason: 'We send this whenever a passkey is removed, so that nobody can remove one unnoticed.',
  }
}
