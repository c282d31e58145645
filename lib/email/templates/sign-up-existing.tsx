import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import type { Letter } from './layout'
import { Action, Name, Paragraph } from './parts'

export function signUpExisting(mail: EmailOf<'sign_up_existing'>): Letter {
  return {
    subject: `You already have an account at ${plainName(mail.tenantName, 40)}`,
    preview: 'Sign in with it, or choose a new password.',
    heading: 'You already have an account',
    body: (
      <>
        <Paragraph>
          Someone tried to sign up at <Name>{mail.tenantName}</Name> with your address. You have an account
          there already, so nothing was changed.
        </Paragraph>
        <Paragraph>If it was you, sign in instead. You can choose a new password there as well.</Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Go to sign-in
        </Action>
      </>
    ),
    reason: 'If this wasn’t you, ignore this email: no one has accessed your account.',
  }
}
