import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import { readableDate } from '../readable-time'
import type { Letter } from './layout'
import { Action, Address, Name, Note, Paragraph, Quote } from './parts'

type Invitation = EmailOf<'invitation'>

export function invitation(mail: Invitation): Letter {
  const reminder = mail.isReminder === true ? 'Reminder: ' : ''
  const until = readableDate(mail.expiresAt)
  return {
    subject: `${reminder}${plainName(mail.inviterName, 40)} invited you to ${plainName(mail.organizationName, 40)}`,
    preview: `Expires on ${until}.`,
    heading: (
      <>
        <Name>{mail.inviterName}</Name> invited you to <Name>{mail.organizationName}</Name>
      </>
    ),
    body: (
      <>
        {mail.inviteeName !== undefined && (
          <Paragraph>
            Hi <Name>{mail.inviteeName}</Name>,
          </Paragraph>
        )}
        <Lead mail={mail} />
        {mail.isForOwner === true && (
          <Paragraph>
            You’ll be an owner: you can invite your teammates, choose how they sign in, and add your logo.
          </Paragraph>
        )}
        {mail.message !== undefined && <Quote by={mail.inviterName}>{mail.message}</Quote>}
        <Action href={mail.link} primary={mail.brand.primary}>
          Accept invitation
        </Action>
        <Paragraph>
          You can accept or decline on the next page. If you don’t have an account at{' '}
          <Name>{mail.tenantName}</Name> yet, you’ll create one there.
        </Paragraph>
        <Paragraph>
          The invitation expires on <strong style={{ fontWeight: 600 }}>{until}</strong>.
        </Paragraph>
        <Note>
          {mail.isReminder === true
            ? 'This email replaces the earlier one, whose link no longer works. '
            : ''}
          The link is only for <Address>{mail.inviteeEmail}</Address>, so don’t forward this email.
        </Note>
      </>
    ),
    reason: 'If you didn’t expect this, ignore it: you won’t join unless you accept.',
  }
}

function Lead({ mail }: { mail: Invitation }) {
  return (
    <Paragraph>
      <Name>{mail.inviterName}</Name>
      {mail.inviterEmail !== undefined && (
        <>
          {' ('}
          <Address>{mail.inviterEmail}</Address>)
        </>
      )}{' '}
      would like you to join <Name>{mail.organizationName}</Name>’s team on <Name>{mail.tenantName}</Name>.
    </Paragraph>
  )
}
