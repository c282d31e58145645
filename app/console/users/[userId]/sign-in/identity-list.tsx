import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ListItem } from '@/components/ui/list-item'
import type { User, UserIdentity } from '@/lib/domain/users/read-user'
import { link, unlink } from './actions'

const methods: Record<string, string> = {
  password: 'Password',
  email: 'Email link and code',
}

export function IdentityList({ user, mayUnlink }: { user: User; mayUnlink: boolean }) {
  if (user.identities.length === 0) return <p className="text-muted-foreground">None yet.</p>
  return (
    <ul className="divide-y rounded-lg border">
      {user.identities.map((identity) => (
        <ListItem
          key={`${identity.connection} ${identity.subject}`}
          title={nameOf(identity)}
          note={noteOf(identity, user)}
        >
          {mayUnlink && isOfProvider(identity) && <Unlink user={user} identity={identity} />}
        </ListItem>
      ))}
    </ul>
  )
}

function nameOf({ strategy, connection }: UserIdentity): string {
  return methods[strategy] ?? connection
}

function noteOf(identity: UserIdentity, user: User): string {
  if (!isOfProvider(identity)) return user.email
  const { subject, email, strategy } = identity
  return [strategy, subject, email].filter((text) => text !== null).join(' · ')
}

function isOfProvider({ strategy }: UserIdentity): boolean {
  return methods[strategy] === undefined
}

function Unlink({ user, identity }: { user: User; identity: UserIdentity }) {
  const { strategy, subject } = identity
  const name = nameOf(identity)
  return (
    <ConfirmDialog
      act="unlink-account"
      actOn={subject}
      trigger={
        <Button size="small" aria-label={`Unlink ${name}`}>
          Unlink
        </Button>
      }
      title={`Unlink ${name} from ${user.name}?`}
      description="It no longer opens this account, and the sessions that began with it end. You can’t undo this: they link it again by signing in with it."
      action={unlink}
      values={{ user_id: user.id, provider: strategy, subject }}
      submit="Unlink"
    />
  )
}

export function LinkUser({ user: { id, name } }: { user: User }) {
  return (
    <div>
      <ConfirmDialog
        act="link-user"
        trigger={<Button>Link another user</Button>}
        title={`Link another user to ${name}?`}
        description={`The other user’s accounts at providers then open the account of ${name}. The other user is deleted, with their memberships, roles and metadata. This cannot be undone.`}
        action={link}
        values={{ user_id: id }}
        submit="Link"
      >
        <Field name="other" label="Email or ID of the other user">
          <Input autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Field>
      </ConfirmDialog>
    </div>
  )
}
