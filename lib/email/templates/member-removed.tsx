import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import type { Letter } from './layout'
import { Name, Paragraph } from './parts'

export function memberRemoved(mail: EmailOf<'member_removed'>): Letter {
  return {
    subject: `You are no longer a member of ${plainName(mail.organizationName, 40)}`,
    preview: 'Your account itself stays as it is.',
    heading: (
      <>
        You are no longer a member of <Name>{mail.organizationName}</Name>
      </>
    ),
    body: (
      <>
        <Paragraph>
          You were removed from <Name>{mail.organizationName}</Name> on <Name>{mail.tenantName}</Name> and can
          no longer open it.
        </Paragraph>
        <Paragraph>
          Your account at <Name>{mail.tenantName}</Name> stays as it is, and so do other organizations that
          you are in.
        </Paragraph>
      </>
    ),
    reason: (
      <>
        If this surprises you, ask somebody at <Name>{mail.organizationName}</Name>.
      </>
    ),
  }
}
