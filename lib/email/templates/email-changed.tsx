import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableDate } from '../readable-time'
import type { Letter } from './layout'
import { Name, Paragraph } from './parts'

export function emailChanged(mail: EmailOf<'email_changed'>): Letter {
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
