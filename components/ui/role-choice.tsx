'use client'

import { Select as BaseSelect } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { classNames } from './class-names'
import { controlStyles } from './control-styles'
import { useFieldControl } from './field-context'
import { floatingStyles, itemStyles } from './floating-styles'
import type { RoleOption } from './role-select'

export interface RoleChoiceProps {
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
      <BaseSelect.Trigger
        id={label === undefined ? wiring.id : undefined}
        aria-label={label}
        aria-invalid={label === undefined ? wiring['aria-invalid'] : undefined}
        aria-describedby={label === undefined ? wiring['aria-describedby'] : undefined}
        className={classNames(
          controlStyles,
          'flex min-h-control items-center justify-between gap-2 px-3 py-1.5 text-left',
          className,
        )}
      >
        <BaseSelect.Value
          className="min-w-0 truncate data-placeholder:text-muted-foreground"
          placeholder="Choose a role…"
        />
        <ChevronDown aria-hidden strokeWidth={1.75} className="size-4 shrink-0 text-muted-foreground" />
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner
          alignItemWithTrigger={false}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 w-max min-w-(--anchor-width)"
        >
          <BaseSelect.Popup className={floatingStyles}>
            {options.map((option) => (
              <Item key={option.id} option={option} />
            ))}
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </>
  )
}

function Item({ option: { id, name, description } }: { option: RoleOption }) {
  const noteId = useId()
  return (
    <BaseSelect.Item
      value={id}
      label={name}
      aria-describedby={description ? noteId : undefined}
      className={classNames(itemStyles, 'items-start')}
    >
      <span aria-hidden className="mt-0.5 size-4 shrink-0">
        <BaseSelect.ItemIndicator>
          <Check strokeWidth={2} />
        </BaseSelect.ItemIndicator>
      </span>
      <span className="min-w-0">
        <BaseSelect.ItemText className="block">{name}</BaseSelect.ItemText>
        {description && (
          // Hidden, so that it describes the option and does not name it.
          <span id={noteId} aria-hidden className="block text-sm text-muted-foreground">
            {description}
          </span>
        )}
      </span>
    </BaseSelect.Item>
  )
}
