import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import type { User } from '@/lib/domain/users/read-user'
import { block, unblock } from '../actions'

export function BlockUser({ user: { id, name, isBlocked } }: { user: User }) {
  if (isBlocked) {
    return (
      <Form action={unblock} act="unblock-user" undo={block}>
        <input type="hidden" name="user_id" value={id} />
        <SubmitButton variant="secondary">Unblock</SubmitButton>
      </Form>
    )
  }
  return (
    <ConfirmDialog
      trigger={<Button>Block</Button>}
      title={`Block ${name}?`}
      description="They are signed out everywhere at once, in applications too, and cannot sign in until they are unblocked. They stay a member of their organizations."
      action={block}
      undo={unblock}
      values={{ user_id: id }}
      submit="Block"
    />
  )
}
