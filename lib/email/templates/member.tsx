import type { EmailOf } from '../email'
import { plainName } from '../plain-name'
import type { EmailMessage } from './email-card'
import { Action, Name, Paragraph } from './elements'

export function memberRemoved(mail: EmailOf<'member_removed'>): EmailMessage {
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

export function memberSuspended(mail: EmailOf<'member_suspended'>): EmailMessage {
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

export function memberRestored(mail: EmailOf<'member_restored'>): EmailMessage {
  const organization = <Name>{mail.organizationName}</Name>
  return {
    subject: `You have access to ${plainName(mail.organizationName, 40)} again`,
    preview: 'You have the same roles as before.',
    heading: <>You have access to {organization} again</>,
    body: (
      <>
        <Paragraph>
          Your access to {organization} on <Name>{mail.tenantName}</Name> was restored. You have the same
          roles as before.
        </Paragraph>
        <Action mail={mail}>Open organization</Action>
      </>
    ),
    reason: 'We send this email to members whose access was suspended and restored.',
  }
}

type RolesChanged = EmailOf<'member_roles_changed'>

export function memberRolesChanged(mail: RolesChanged): EmailMessage {
  const organization = <Name>{mail.organizationName}</Name>
  return {
    subject: `${titleOf(mail)} ${plainName(mail.organizationName, 40)}`,
    preview: 'What you can do there changed with it.',
    heading: (
      <>
        {titleOf(mail)} {organization}
      </>
    ),
    body: (
      <>
        <Paragraph>
          Someone who manages {organization} on <Name>{mail.tenantName}</Name> changed what you can do there.
        </Paragraph>
        <Paragraph>
          Before: <Roles names={mail.before} />
          <br />
          Now: <Roles names={mail.after} />
        </Paragraph>
        <Action mail={mail}>See your access</Action>
      </>
    ),
    reason: <>If you didn’t expect this, ask someone at {organization}.</>,
  }
}

function titleOf({ ownership, after }: RolesChanged): string {
  if (ownership === 'granted') return 'You are now an owner of'
  if (ownership === 'removed') return 'You are no longer an owner of'
  return after.length === 1 ? 'You have a new role at' : 'You have new roles at'
}

function Roles({ names }: { names: readonly string[] }) {
  return names.map((name, index) => (
    <span key={name}>
      {index > 0 && ', '}
      <Name>{name}</Name>
    </span>
  ))
}

export function ownershipTransferred(mail: EmailOf<'ownership_transferred'>): EmailMessage {
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
        {mail.isToNewOwner && <Action mail={mail}>Open organization</Action>}
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
