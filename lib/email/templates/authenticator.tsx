import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableDate } from '../readable-time'
import type { Letter } from './layout'
import { Action, Name, Paragraph } from './parts'

export function authenticatorAdded(mail: EmailOf<'authenticator_added'>): Letter {
  return {
    subject: `An authenticator app was set up for your account at ${plainName(mail.tenantName, 40)}`,
    preview: 'If this was you, you don’t need to do anything.',
    heading: 'An authenticator app was set up',
    body: (
      <>
        <Paragraph>
          An authenticator app was set up for your account at <Name>{mail.tenantName}</Name> on{' '}
          {readableDate(mail.when)}. From now on, signing in with your password or an emailed code also takes
          a code from the app. If this was you, you don’t need to do anything.
        </Paragraph>
        <Paragraph>
          If this wasn’t you, remove it, sign out everywhere else and change your password:
        </Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Open your account
        </Action>
      </>
    ),
    reason:
      'We send this email whenever an authenticator app is set up, so that no one can set one up without you knowing.',
  }
}

export function authenticatorRemoved(mail: EmailOf<'authenticator_removed'>): Letter {
  return {
    subject: `The authenticator app was removed from your account at ${plainName(mail.tenantName, 40)}`,
    preview: 'If this was you, you don’t need to do anything.',
    heading: 'Your authenticator app was removed',
    body: (
      <>
        <Paragraph>
          The authenticator app was removed from your account at <Name>{mail.tenantName}</Name> on{' '}
          {readableDate(mail.when)}. Your password or an emailed code is now enough to sign in. If this was
          you or your support team, you don’t need to do anything.
        </Paragraph>
        <Paragraph>If not, sign out everywhere else, change your password and set up an app again:</Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Open your account
        </Action>
      </>
    ),
    reason:
      'We send this email whenever an authenticator app is removed, so that no one can remove yours without you knowing.',
  }
}
