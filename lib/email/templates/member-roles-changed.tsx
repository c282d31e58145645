import type { EmailOf } from '../mail'
import { plainName } from '../plain-name'
import type { Letter } from './layout'
import { Action, Name, Paragraph } from './parts'

type RolesChanged = EmailOf<'member_roles_changed'>

export function memberRolesChanged(mail: RolesChanged): Letter {
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
        <Action href={mail.link} primary={mail.brand.primary}>
          See your access
        </Action>
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
