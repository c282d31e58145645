import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import type { Letter } from './layout'
import { Action, Name, Paragraph } from './parts'

export function logStreamSuspended(mail: EmailOf<'log_stream_suspended'>): Letter {
  return {
    subject: `The log stream ${plainName(mail.streamName, 40)} was suspended`,
    preview: 'Its events could not be delivered.',
    heading: (
      <>
        The log stream <Name>{mail.streamName}</Name> was suspended
      </>
    ),
    body: (
      <>
        <Paragraph>
          {mail.host === null ? (
            'Its file could not be written for several days. '
          ) : (
            <>
              <Name>{mail.host}</Name> did not accept any events for several days, or answered that it wants
              no more.{' '}
            </>
          )}
          Nothing is sent now.
        </Paragraph>
        <Paragraph>
          Once that is mended, resume the log stream. It then goes on with the events that it missed.
        </Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          View log stream
        </Action>
      </>
    ),
    reason: (
      <>
        You’re receiving this email because you can change the log streams of <Name>{mail.tenantName}</Name>.
      </>
    ),
  }
}
