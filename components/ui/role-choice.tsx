'use client'

import { Select as BaseSelect } from '@base-ui/react/select'
import { useFieldControl } from './field-context'
import { RoleList, RoleTrigger } from './role-list'
import type { RoleOption } from './plain-role-list'

interface RoleChoiceProps {
  options: RoleOption[]
  value: string[]
  onChange: (ids: string[]) => void
  /** Several can be chosen; otherwise one. */
  isSeveral?: boolean
  /** The accessible name, outside of a field. */
  label?: string
  open?: boolean
  onOpenChange?: (open: boolean) => void
  className?: string
}

/** Controlled, for browsers with JavaScript. The rest of the page stays clickable while the list is open. */
export function RoleChoice({ options, value, onChange, isSeveral = false, ...rest }: RoleChoiceProps) {
  const { label, className, ...state } = rest
  const items = options.map(({ id, name }) => ({ value: id, label: name }))
  const content = <RoleChoiceContent options={options} label={label} className={className} />
  return isSeveral ? (
    <BaseSelect.Root<string, true>
      multiple
      modal={false}
      items={items}
      value={value}
      onValueChange={(ids) => ids.length > 0 && onChange(ids)}
      {...state}
    >
      {content}
    </BaseSelect.Root>
  ) : (
    <BaseSelect.Root<string>
      modal={false}
      items={items}
      value={value[0] ?? null}
      onValueChange={(id) => id !== null && onChange([id])}
      {...state}
    >
      {content}
    </BaseSelect.Root>
  )
}

interface RoleChoiceContentProps {
  options: RoleOption[]
  label: string | undefined
  className: string | undefined
}

function RoleChoiceContent({ options, label, className }: RoleChoiceContentProps) {
  const wiring = useFieldControl({})
  return (
    <>
      <RoleTrigger
        id={label === undefined ? wiring.id : undefined}
        aria-label={label}
        aria-invalid={label === undefined ? wiring['aria-invalid'] : undefined}
        aria-describedby={label === undefined ? wiring['aria-describedby'] : undefined}
        className={className}
      />
      <RoleList options={options} />
    </>
  )
}
