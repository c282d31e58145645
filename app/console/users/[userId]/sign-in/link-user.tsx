import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { User } from '@/lib/domain/users/read-user'
import { link } from './actions'

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
