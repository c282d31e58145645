'use client'

import { use, useState } from 'react'
import { Form, type FormAction } from '@/components/form/form'
import { FormStateContext } from '@/components/form/form-context'
import { RoleSelect, type RoleOption } from '@/components/ui/role-select'
import { idle } from '@/lib/http/form-state'

interface RoleFormProps {
  action: FormAction
  id: string
  offered: string[]
  options: RoleOption[]
}

/** What an invitation offers, saved when the list closes. */
export function RoleForm({ action, id, ...roles }: RoleFormProps) {
  return (
    <Form action={action} className="flex flex-col gap-2">
      <input type="hidden" name="id" value={id} />
      <OfferedRoles {...roles} />
    </Form>
  )
}

/** After a refusal the roles that are offered come back: what was chosen did not come to be. */
function OfferedRoles({ offered, options }: Pick<RoleFormProps, 'offered' | 'options'>) {
  const heard = use(FormStateContext)
  const [known, setKnown] = useState(heard)
  const [refusals, setRefusals] = useState(0)
  if (known !== heard) {
    setKnown(heard)
    if (heard.status === 'refused') setRefusals(refusals + 1)
  }
  return (
    <FormStateContext value={idle}>
      <RoleSelect
        key={refusals}
        options={options}
        defaultValue={offered}
        label="Role"
        submitOnClose
        className="sm:w-44"
      />
    </FormStateContext>
  )
}
