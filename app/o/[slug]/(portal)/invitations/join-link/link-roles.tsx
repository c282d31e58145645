'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { PlainRoleList, type RoleOption } from '@/components/ui/plain-role-list'
import { useHydrated } from '@/components/ui/use-hydrated'
import { WithoutScript } from '@/components/ui/without-script'
import { RolesField } from '../roles-field'

const several = 'You can choose several.'
const ofChange =
  'If you add a role, the link changes, since it gives more than before. The earlier one stops working.'

interface LinkRolesProps {
  options: RoleOption[]
  chosen: string[]
  /** Of a new link. */
  isNew: boolean
}

/** Each is sent as `roles`. */
export function LinkRoles({ options, chosen, isNew }: LinkRolesProps) {
  const isHydrated = useHydrated()
  const [value, setValue] = useState(chosen.filter((id) => options.some((option) => option.id === id)))
  return (
    <>
      <div className="needs-script">
        <RolesField options={options} value={value} onChange={setValue} help={isNew ? undefined : ofChange} />
        {isHydrated && value.map((id) => <input key={id} type="hidden" name="roles" value={id} />)}
      </div>
      <WithoutScript>
        <Field name="roles" label="Role" help={isNew ? several : `${several} ${ofChange}`}>
          <PlainRoleList options={options} chosen={chosen} />
        </Field>
      </WithoutScript>
    </>
  )
}
