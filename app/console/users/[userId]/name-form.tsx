import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import type { User } from '@/lib/domain/users/read-user'
import { removePicture, rename } from './actions'

export function NameForm({ userId, name }: { userId: string; name: string }) {
  return (
    <Form action={rename} undo={rename} values={{ user_id: userId }} className="page-form">
      <Field name="name" label="Name">
        <Input key={name} defaultValue={name} autoComplete="off" maxLength={200} />
      </Field>
      <SubmitButton variant="secondary" className="self-start">
        Save name
      </SubmitButton>
    </Form>
  )
}

export function RemovePicture({ user: { id, name } }: { user: User }) {
  return (
    <div>
      <ConfirmDialog
        trigger={<Button>Remove picture</Button>}
        title={`Remove the picture of ${name}?`}
        description="Their initials are shown instead. They can upload another one."
        action={removePicture}
        values={{ user_id: id }}
        submit="Remove"
      />
    </div>
  )
}
