import type { LucideIcon } from 'lucide-react'
import { Form, type FormAction } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Dialog, type DialogProps } from '@/components/ui/dialog'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { AssignableRole } from '@/lib/domain/roles/role-choices'

interface EmailAndRoleDialogProps extends Pick<DialogProps, 'act' | 'title' | 'description'> {
  action: FormAction
  /** Of the button that opens it. */
  icon: LucideIcon
  label: string
  submit: string
  roles: AssignableRole[]
}

export function EmailAndRoleDialog(props: EmailAndRoleDialogProps) {
  const { action, icon: Icon, label, submit, roles, ...dialog } = props
  const usual = roles.find(({ isDefault }) => isDefault)
  return (
    <Dialog
      {...dialog}
      trigger={
        <Button variant="primary">
          <Icon aria-hidden strokeWidth={1.75} />
          {label}
        </Button>
      }
    >
      <Form action={action}>
        <Field name="email" label="Email">
          <Input type="email" autoComplete="off" maxLength={320} />
        </Field>
        <Field name="roles" label="Role">
          <Select
            name="roles"
            defaultValue={usual?.id ?? ''}
            options={roles.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
        <DialogActions submit={submit} />
      </Form>
    </Dialog>
  )
}
