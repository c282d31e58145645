import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableDate } from '../readable-time'
import type { Letter } from './layout'
import { Action, Name, Note, Paragraph } from './parts'

export function ssoTicket(mail: EmailOf<'sso_ticket'>): Letter {
  const until = readableDate(mail.expiresAt)
  return {
    subject: `Connect the identity provider of ${plainName(mail.organizationName, 40)}`,
    preview: `The link works until ${until}.`,
    heading: (
      <>
        Connect the identity provider of <Name>{mail.organizationName}</Name>
      </>
    ),
    body: (
      <>
        <Paragraph>
          <Name>{mail.tenantName}</Name> asks you to connect the provider that people of{' '}
          <Name>{mail.organizationName}</Name> sign in with, such as Okta or Microsoft Entra ID. You need no
          account: the page shows each step, and lets you test the connection before anyone uses it.
        </Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Connect identity provider
        </Action>
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
