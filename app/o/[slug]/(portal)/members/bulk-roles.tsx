import { useState } from 'react'
import { textsIn, useExpect } from '@/components/form/expected-rows'
import { Form, type FormAction } from '@/components/form/form'
import { OwnershipQuestion, useOwnershipQuestion } from '@/components/form/ownership-question'
import { rolesBefore, rolesIn } from '@/components/form/roles-before'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import type { RoleOption } from '@/components/ui/plain-role-list'
import { RoleChoice } from '@/components/ui/role-choice'
import { SelectedIds } from '@/components/ui/selection-bar'
import type { MemberRowData } from './member-rows'

interface BulkRolesProps {
  members: readonly MemberRowData[]
  /** How many, in words. */
  who: string
  options: RoleOption[]
  action: FormAction
}

/** Gives all selected members one role instead of theirs. */
export function BulkRoles({ members, who, options, action }: BulkRolesProps) {
  const [roles, setRoles] = useState<string[]>([])
  const expect = useExpect()
  const question = useOwnershipQuestion({
    before: members.map(({ roles = [] }) => roles.map(({ id }) => id)),
    options,
  })
  return (
    <Dialog
      trigger={<Button size="small">Change role</Button>}
      title={`Change the role of ${who}`}
      description="It replaces the roles they have now."
    >
      <Form
        action={action}
        undo={action}
        onSubmit={question.askBefore}
        onStart={(form) => {
          const row = { roles: rolesIn(form.getAll('roles'), options) }
          expect(Object.fromEntries(textsIn(form, 'user_id').map((id) => [id, row])))
        }}
        onUndo={(form) => expect(rolesBefore(form, options))}
      >
        <SelectedIds name="user_id" />
        {roles.map((id) => (
          <input key={id} type="hidden" name="roles" value={id} />
        ))}
        <Field name="roles" label="Role">
          <RoleChoice options={options} value={roles} onChange={setRoles} />
        </Field>
        <DialogActions submit="Save" />
      </Form>
      <OwnershipQuestion subject={who} isSeveral={members.length > 1} question={question} />
    </Dialog>
  )
}
