'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { PlainRoleList, type RoleOption } from '@/components/ui/plain-role-list'
import { useHydrated } from '@/components/ui/use-hydrated'
import { WithoutScript } from '@/components/ui/without-script'
import { RolesField } from '../roles-field'

/** Each is sent as `roles`. */
export function LinkRoles({ options, chosen }: { options: RoleOption[]; chosen: string[] }) {
  const isHydrated = useHydrated()
  const [value, setValue] = useState(chosen.filter((id) => options.some((option) => option.id === id)))
  return (
    <>
      <div className="needs-script">
        <RolesField options={options} value={value} onChange={setValue} />
        {isHydrated && value.map((id) => <input key={id} type="hidden" name="roles" value={id} />)}
      </div>
      <WithoutScript>
        <Field name="roles" label="Role" help="You can choose several.">
          <PlainRoleList options={options} chosen={chosen} />
        </Field>
      </WithoutScript>
    </>
  )
}
