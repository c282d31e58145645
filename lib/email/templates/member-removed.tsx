import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import type { Letter } from './layout'
import { Name, Paragraph } from './parts'

export function memberRemoved(mail: EmailOf<'member_removed'>): Letter {
  return {
    subject: `You are no longer a member of ${plainName(mail.organizationName, 40)}`,
    preview: 'Your account is not affected.',
    heading: (
      <>
        You are no longer a member of <Name>{mail.organizationName}</Name>
      </>
    ),
    body: (
      <>
        <Paragraph>
          You were removed from <Name>{mail.organizationName}</Name> on <Name>{mail.tenantName}</Name> and no
          longer have access.
        </Paragraph>
        <Paragraph>
          Your account at <Name>{mail.tenantName}</Name> and your other organizations are not affected.
        </Paragraph>
      </>
    ),
    reason: (
      <>
        If you didn’t expect this, ask someone at <Name>{mail.organizationName}</Name>.
      </>
    ),
  }
}
