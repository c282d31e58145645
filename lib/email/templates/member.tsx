import type { EmailOf } from '../email'
import type { EmailMessage } from './email-card'
import { Action, Name, Paragraph, titled } from './elements'

export function memberRemoved(mail: EmailOf<'member_removed'>): EmailMessage {
  return {
    ...titled`You are no longer a member of ${mail.organizationName}`,
    preview: 'Your account is not affected.',
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
    ...titled`Your access to ${mail.organizationName} was suspended`,
    preview: 'Your account is not affected.',
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
    ...titled`You have access to ${mail.organizationName} again`,
    preview: 'You have the same roles as before.',
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
    ...rolesTitle(mail),
    preview: 'What you can do there changed with it.',
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

function rolesTitle({ ownership, after, organizationName }: RolesChanged) {
  if (ownership === 'granted') return titled`You are now an owner of ${organizationName}`
  if (ownership === 'removed') return titled`You are no longer an owner of ${organizationName}`
  if (after.length === 1) return titled`You have a new role at ${organizationName}`
  return titled`You have new roles at ${organizationName}`
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
  return {
    ...(mail.isToNewOwner
      ? titled`You are now an owner of ${mail.organizationName}`
      : titled`You transferred ownership of ${mail.organizationName}`),
    preview: mail.isToNewOwner ? 'You can do everything there.' : 'You are no longer an owner there.',
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
