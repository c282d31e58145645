import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { addPermission } from '../actions'
import { PermissionFields } from './permission-fields'

export function AddPermissionForm({ apiId }: { apiId: string }) {
  return (
    <Form
      action={addPermission}
      act="add-api-permission"
      resetOnDone
      className="flex max-w-form flex-col gap-4"
    >
      <input type="hidden" name="api_id" value={apiId} />
      <Field name="scopes" label="Permission" help="Such as read:invoices. It can’t be renamed later.">
        <Input autoComplete="off" autoCapitalize="none" spellCheck={false} className="font-mono" />
      </Field>
      <PermissionFields description="" isOpen={false} />
      <SubmitButton className="self-start" variant="secondary">
        Add permission
      </SubmitButton>
    </Form>
  )
}
