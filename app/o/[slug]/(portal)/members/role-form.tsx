'use client'

import { use, useState } from 'react'
import { Form, type FormAction } from '@/components/form/form'
import { FormStateContext } from '@/components/form/form-context'
import { RoleSelect, type RoleOption } from '@/components/ui/role-select'
import { idle } from '@/lib/http/form-state'

interface RoleFormProps {
  action: FormAction
  userId: string
  held: string[]
  options: RoleOption[]
}

/** A member’s roles, saved when the list closes. */
export function RoleForm({ action, userId, ...roles }: RoleFormProps) {
  return (
    <Form action={action} className="flex flex-col gap-2">
      <input type="hidden" name="user_id" value={userId} />
      <HeldRoles {...roles} />
    </Form>
  )
}

/** After a refusal the roles that she holds come back: what was chosen did not come to be. */
function HeldRoles({ held, options }: Pick<RoleFormProps, 'held' | 'options'>) {
  const heard = use(FormStateContext)
  const [known, setKnown] = useState(heard)
  const [refusals, setRefusals] = useState(0)
  if (known !== heard) {
    setKnown(heard)
    if (heard.status === 'refused') setRefusals(refusals + 1)
  }
  const fixed = options.filter(({ id, disabledReason }) => disabledReason !== undefined && held.includes(id))
  return (
    <FormStateContext value={idle}>
      {fixed.map(({ id }) => (
        // Browsers do not send a disabled option, and what is not sent would be taken.
        <input key={id} type="hidden" name="roles" value={id} />
      ))}
      <RoleSelect
        key={refusals}
        options={options}
        defaultValue={held}
        label="Role"
        submitOnClose
        className="sm:w-56"
      />
    </FormStateContext>
  )
}
