import type { EmailOf } from '../email'
import { readableDate } from '../readable-time'
import type { EmailMessage } from './email-card'
import { Action, Name, Note, Paragraph, titled } from './elements'

export function ssoTicket(mail: EmailOf<'sso_ticket'>): EmailMessage {
  const until = readableDate(mail.expiresAt)
  return {
    ...titled`Connect the identity provider of ${mail.organizationName}`,
    preview: `The link works until ${until}.`,
    body: (
      <>
        <Paragraph>
          <Name>{mail.tenantName}</Name> asks you to connect the provider that people of{' '}
          <Name>{mail.organizationName}</Name> sign in with, such as Okta or Microsoft Entra ID. You need no
          account: the page shows each step, and lets you test the connection before anyone uses it.
        </Paragraph>
        <Action mail={mail}>Connect identity provider</Action>
        <Paragraph>
          The link works until <strong style={{ fontWeight: 600 }}>{until}</strong>, or until the provider is
          enabled.
        </Paragraph>
        <Note>
          Anyone who has the link can use it. Share it only with those who set the provider up with you.
        </Note>
      </>
    ),
    reason: (
      <>
        You’re receiving this email because <Name>{mail.tenantName}</Name> was told that you manage the
        identity provider of <Name>{mail.organizationName}</Name>. If you don’t, ignore it.
      </>
    ),
  }
}

export function certificateExpiring(mail: EmailOf<'certificate_expiring'>): EmailMessage {
  const when = readableDate(mail.expiresAt)
  const { hasExpired, connectionName } = mail
  return {
    ...(hasExpired
      ? titled`The certificate of ${connectionName} has expired`
      : titled`The certificate of ${connectionName} expires soon`),
    preview: hasExpired ? `It expired on ${when}. Add the next one.` : `Add the next one before ${when}.`,
    body: (
      <>
        <Paragraph>
          People of <Name>{mail.organizationName}</Name> sign in with <Name>{connectionName}</Name>. The last
          certificate that is saved for it {hasExpired ? 'expired' : 'expires'} on {when}.
        </Paragraph>
        <Paragraph>
          Ask your identity provider for its next certificate and add it, before the provider changes to it.
          Otherwise people can no longer sign in with it.
        </Paragraph>
        <Action mail={mail}>Open the connection</Action>
      </>
    ),
    reason: (
      <>
        You’re receiving this email because you can change the sign-in methods of{' '}
        <Name>{mail.organizationName}</Name>.
      </>
    ),
  }
}

export function webhookDisabled(mail: EmailOf<'webhook_disabled'>): EmailMessage {
  const owner = mail.organizationName ?? mail.tenantName
  return {
    ...titled`The webhook ${mail.webhookName} was disabled`,
    preview: 'Its receiver did not accept any events.',
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
        <Action mail={mail}>View webhook</Action>
      </>
    ),
    reason: (
      <>
        You’re receiving this email because you can change the webhooks of <Name>{owner}</Name>.
      </>
    ),
  }
}

export function logStreamSuspended(mail: EmailOf<'log_stream_suspended'>): EmailMessage {
  return {
    ...titled`The log stream ${mail.streamName} was suspended`,
    preview: 'Its events could not be delivered.',
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
          Once that is fixed, resume the log stream. It then continues with the events that it missed.
        </Paragraph>
        <Action mail={mail}>View log stream</Action>
      </>
    ),
    reason: (
      <>
        You’re receiving this email because you can change the log streams of <Name>{mail.tenantName}</Name>.
      </>
    ),
  }
}
