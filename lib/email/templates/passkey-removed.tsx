import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableDate } from '../readable-time'
import type { Letter } from './layout'
import { Action, Name, Paragraph } from './parts'

export function passkeyRemoved(mail: EmailOf<'passkey_added' | 'passkey_removed'>): Letter {
  return {
    subject: `A passkey was removed from your account at ${plainName(mail.tenantName, 40)}`,
    preview: 'If this was you, you don’t need to do anything.',
    heading: 'A passkey was removed',
    body: (
      <>
        <Paragraph>
          The passkey “<Name>{mail.passkeyName}</Name>” was removed from your account at{' '}
          <Name>{mail.tenantName}</Name> on {readableDate(mail.when)}. It can no longer be used to sign in. If
          this was you, you don’t need to do anything.
        </Paragraph>
        <Paragraph>If this wasn’t you, sign out everywhere else and change your password:</Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Open your account
        </Action>
      </>
    ),
    reason:
      'We send this email whenever a passkey is removed, so that no one can remove one without you knowing.',
  }
}
