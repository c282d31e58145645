import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableDate } from '../readable-time'
import type { Letter } from './layout'
import { Action, Name, Paragraph } from './parts'

export function certificateExpiring(mail: EmailOf<'certificate_expiring'>): Letter {
  const when = readableDate(mail.expiresAt)
  const { hasExpired } = mail
  const what = hasExpired ? 'has expired' : 'expires soon'
  return {
    subject: `The certificate of ${plainName(mail.connectionName, 40)} ${what}`,
    preview: hasExpired ? `It expired on ${when}. Add the next one.` : `Add the next one before ${when}.`,
    heading: (
      <>
        The certificate of <Name>{mail.connectionName}</Name> {what}
      </>
    ),
    body: (
      <>
        <Paragraph>
          People of <Name>{mail.organizationName}</Name> sign in with <Name>{mail.connectionName}</Name>. The
          last certificate that is saved for it {hasExpired ? 'expired' : 'expires'} on {when}.
        </Paragraph>
        <Paragraph>
          Ask your identity provider for its next certificate and add it, before the provider changes to it.
          Otherwise people can no longer sign in with it.
        </Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Open the connection
        </Action>
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
