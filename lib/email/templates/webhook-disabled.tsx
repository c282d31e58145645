import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import type { Letter } from './layout'
import { Action, Name, Paragraph } from './parts'

export function webhookDisabled(mail: EmailOf<'webhook_disabled'>): Letter {
  const owner = mail.organizationName ?? mail.tenantName
  return {
    subject: `The webhook ${plainName(mail.webhookName, 40)} was disabled`,
    preview: 'Its receiver did not accept any events.',
    heading: (
      <>
        The webhook <Name>{mail.webhookName}</Name> was disabled
      </>
    ),
    body: (
      <>
        <Paragraph>
          <Name>{mail.host}</Name> did not accept any events of <Name>{owner}</Name> for several days, or
          answered that it wants no more. Nothing is sent to it now.
        </Paragraph>
        <Paragraph>
          Once the receiver works again, resume the webhook. It then gets the events that it missed, of the
          last seven days.
        </Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          View webhook
        </Action>
      </>
    ),
    reason: (
      <>
        You’re receiving this email because you can change the webhooks of <Name>{owner}</Name>.
      </>
    ),
  }
}
