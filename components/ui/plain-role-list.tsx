'use client'

import { useFieldResult } from '@/components/form/form-context'
import { classNames } from './class-names'
import { controlStyles } from './control-styles'
import { useFieldControl } from './field-context'

export interface RoleOption {
  id: string
  name: string
  description?: string | null
  /** Why the role cannot be added or removed. It is shown, but disabled. */
  disabledReason?: string
  /** Those who have the role are owners. */
  isOwner?: boolean
}

interface PlainRoleListProps {
  options: RoleOption[]
  /** Role ids. */
  chosen?: string[]
  /** Of the field around it, if it is in one. */
  name?: string
  label?: string
}

/** The browser’s own list, for browsers without JavaScript. */
export function PlainRoleList({ options, chosen = [], label, ...props }: PlainRoleListProps) {
  const { name = 'roles', ...wiring } = useFieldControl(props)
  const { submitted } = useFieldResult(name)
  return (
    <select
      multiple
      {...wiring}
      name={name}
      aria-label={label}
      defaultValue={submitted ?? chosen}
      size={Math.min(options.length, 6)}
      className={classNames(controlStyles, 'p-1')}
    >
      {options.map((option) => (
        <option key={option.id} value={option.id} disabled={option.disabledReason !== undefined}>
          {option.name}
        </option>
      ))}
    </select>
  )
}
