import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import type { Letter } from './layout'
import { Name, Paragraph } from './parts'

export function memberSuspended(mail: EmailOf<'member_suspended'>): Letter {
  const organization = <Name>{mail.organizationName}</Name>
  return {
    subject: `Your access to ${plainName(mail.organizationName, 40)} was suspended`,
    preview: 'Your account is not affected.',
    heading: <>Your access to {organization} was suspended</>,
    body: (
      <>
        <Paragraph>
          You can’t open {organization} on <Name>{mail.tenantName}</Name> until someone there restores your
          access. You keep your roles.
        </Paragraph>
        <Paragraph>
          Your account at <Name>{mail.tenantName}</Name> and your other organizations are not affected.
        </Paragraph>
      </>
    ),
    reason: <>If you didn’t expect this, ask someone at {organization}.</>,
  }
}
