'use client'

import { use, useState, type ReactNode } from 'react'
import { RoleSelect, type RoleOption } from '@/components/ui/role-select'
import { idle } from '@/lib/http/form-state'
import { Form, type FormAction } from './form'
import { FormStateContext } from './form-context'

interface RolesFormProps extends ChosenRolesProps {
  action: FormAction
  children: ReactNode
}

interface ChosenRolesProps {
  chosen: string[]
  options: RoleOption[]
  /** The error for an empty choice, which is not sent. */
  sayToNone: string
  className: string
}

/** Saved when the list closes or a second after the last choice. */
export function RolesForm({ action, children, ...roles }: RolesFormProps) {
  return (
    <Form action={action} className="flex flex-col gap-2">
      {children}
      <ChosenRoles {...roles} />
    </Form>
  )
}

/** After an error the saved roles are shown again. */
function ChosenRoles({ chosen, options, sayToNone, className }: ChosenRolesProps) {
  const heard = use(FormStateContext)
  const [known, setKnown] = useState(heard)
  const [refusals, setRefusals] = useState(0)
  if (known !== heard) {
    setKnown(heard)
    if (heard.status === 'refused') setRefusals(refusals + 1)
  }
  const fixed = options.filter(
    ({ id, disabledReason }) => disabledReason !== undefined && chosen.includes(id),
  )
  return (
    <FormStateContext value={idle}>
      {fixed.map(({ id }) => (
        // Browsers do not send disabled options, and roles that are not sent would be removed.
        <input key={id} type="hidden" name="roles" value={id} />
      ))}
      <RoleSelect
        key={refusals}
        options={options}
        defaultValue={chosen}
        label="Role"
        saves={{ sayToNone }}
        className={className}
      />
    </FormStateContext>
  )
}
