import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableDate } from '../readable-time'
import type { Letter } from './layout'
import { Name, Paragraph } from './parts'

export function accountDeleted(mail: EmailOf<'account_deleted'>): Letter {
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
