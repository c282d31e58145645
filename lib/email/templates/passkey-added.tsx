import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableDate } from '../readable-time'
import type { Letter } from './layout'
import { Action, Name, Paragraph } from './parts'

export function passkeyAdded(mail: EmailOf<'passkey_added' | 'passkey_removed'>): Letter {
  return {
    subject: `A passkey was added to your account at ${plainName(mail.tenantName, 40)}`,
    preview: 'If this was you, you don’t need to do anything.',
    heading: 'A passkey was added',
    body: (
      <>
        <Paragraph>
          The passkey “<Name>{mail.passkeyName}</Name>” was added to your account at{' '}
          <Name>{mail.tenantName}</Name> on {readableDate(mail.when)}. Anyone who has it can sign in as you.
          If this was you, you don’t need to do anything.
        </Paragraph>
        <Paragraph>
          If this wasn’t you, remove it, sign out everywhere else and change your password:
        </Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Open your account
        </Action>
      </>
    ),
    reason: 'We send this email whenever a passkey is added, so that no one can add one without you knowing.',
  }
}
