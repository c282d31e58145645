import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import type { Letter } from './layout'
import { Action, Name, Paragraph } from './parts'

export function ownershipTransferred(mail: EmailOf<'ownership_transferred'>): Letter {
  const organization = plainName(mail.organizationName, 40)
  return {
    subject: mail.isToNewOwner
      ? `You are now an owner of ${organization}`
      : `You transferred ownership of ${organization}`,
    preview: mail.isToNewOwner ? 'You can do everything there.' : 'You are no longer an owner there.',
    heading: mail.isToNewOwner ? (
      <>
        You are now an owner of <Name>{mail.organizationName}</Name>
      </>
    ) : (
      <>
        You transferred ownership of <Name>{mail.organizationName}</Name>
      </>
    ),
    body: (
      <>
        <Paragraph>{mail.isToNewOwner ? <NewOwner {...mail} /> : <FormerOwner {...mail} />}</Paragraph>
        {mail.isToNewOwner && (
          <Action href={mail.link} primary={mail.brand.primary}>
            Open organization
          </Action>
        )}
      </>
    ),
    reason: mail.isToNewOwner
      ? 'If you didn’t expect this, ask the person who transferred it.'
      : 'If you didn’t do this, change your password and ask the new owner to reverse it.',
  }
}

type Names = Pick<EmailOf<'ownership_transferred'>, 'organizationName' | 'otherName'>

function NewOwner({ organizationName, otherName }: Names) {
  return (
    <>
      <Name>{otherName}</Name> transferred ownership of <Name>{organizationName}</Name> to you. You can manage
      its members, its settings and its other owners, and delete it.
    </>
  )
}

function FormerOwner({ organizationName, otherName }: Names) {
  return (
    <>
      <Name>{otherName}</Name> is now an owner of <Name>{organizationName}</Name>, and you no longer are.
    </>
  )
}
