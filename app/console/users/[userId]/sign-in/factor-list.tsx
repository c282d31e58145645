import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { ListItem } from '@/components/ui/list-item'
import { Time } from '@/components/ui/time'
import { canSendEmail } from '@/lib/domain/email-sender/email-sender'
import type { Enrollment } from '@/lib/domain/users/queries'
import type { User } from '@/lib/domain/users/read-user'
import { currentTenant } from '@/lib/web/tenant'
import { removeAuthenticator, removePasskey } from './actions'

interface FactorListProps {
  user: User
  enrollments: readonly Enrollment[]
  mayRemove: boolean
}

export function FactorList({ user, enrollments, mayRemove }: FactorListProps) {
  if (enrollments.length === 0)
    return <p className="text-muted-foreground">{user.name} has set up none of them.</p>
  return (
    <ul className="divide-y rounded-lg border">
      {enrollments.map((factor) => (
        <ListItem
          key={factor.id}
          title={factor.kind === 'passkey' ? `Passkey “${factor.name}”` : factor.name}
          note={
            <>
              Added <Time value={factor.createdAt} />,{' '}
              {factor.lastUsedAt === null ? (
                'not used yet'
              ) : (
                <>
                  last used <Time value={factor.lastUsedAt} />
                </>
              )}
            </>
          }
        >
          {mayRemove && <RemoveFactor user={user} factor={factor} />}
        </ListItem>
      ))}
    </ul>
  )
}

async function RemoveFactor({ user: { id, name }, factor }: { user: User; factor: Enrollment }) {
  const isTold = await canSendEmail((await currentTenant()).id)
  const isPasskey = factor.kind === 'passkey'
  return (
    <ConfirmDialog
      act={isPasskey ? 'remove-passkey' : 'remove-authenticator'}
      actOn={isPasskey ? factor.id : id}
      trigger={
        <Button size="small" aria-label={`Remove ${factor.name}`}>
          Remove
        </Button>
      }
      title={`Remove “${factor.name}” of ${name}?`}
      description={
        isPasskey
          ? `They can no longer sign in with it${isTold ? ', and get an email about it' : ''}.`
          : `Their password or an emailed code is then enough to sign in${isTold ? ', and they get an email about it' : ''}.`
      }
      action={isPasskey ? removePasskey : removeAuthenticator}
      values={isPasskey ? { user_id: id, passkey_id: factor.id } : { user_id: id }}
      submit="Remove"
    />
  )
}
