'use client'

import { Select as BaseSelect } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { classNames } from './class-names'
import { controlStyles } from './control-styles'
import { useFieldControl, useSubmittedChoices } from './field-context'
import { floatingStyles, itemStyles } from './floating-styles'
import { useHydrated } from './use-hydrated'
import { WithoutScript } from './without-script'

export interface RoleOption {
  id: string
  name: string
  description?: string | null
  /** Why the role cannot be added or removed. It is shown, but disabled. */
  disabledReason?: string
  /** Whoever has the role is an owner. */
  isOwner?: boolean
}

export interface RoleSelectProps {
  options: RoleOption[]
  /** Role ids. */
  defaultValue?: string[]
  /** Sent once for each role. */
  name?: string
  label?: string
  disabled?: boolean
  /** Use `top` if the list would cover the next field. */
  side?: 'top' | 'bottom' | undefined
  className?: string
}

/** Without JavaScript it is the browser’s own list. */
export function RoleSelect(props: RoleSelectProps) {
  const { options, defaultValue = [], label, disabled = false, side, className } = props
  const wiring = useFieldControl({ name: props.name })
  const name = wiring.name ?? 'roles'
  const submitted = useSubmittedChoices(name)
  const [chosen, setChosen] = useState(submitted ?? defaultValue)
  const isHydrated = useHydrated()
  return (
    <span className={classNames('flex min-w-0 flex-col gap-1.5', className)}>
      {isHydrated && chosen.map((id) => <input key={id} type="hidden" name={name} value={id} />)}
      <BaseSelect.Root<string, true>
        multiple
        // The rest of the page stays clickable while the list is open.
        modal={false}
        value={chosen}
        onValueChange={setChosen}
        disabled={disabled}
        items={options.map((option) => ({ value: option.id, label: option.name }))}
      >
        <BaseSelect.Trigger
          id={wiring.id}
          aria-label={label}
          aria-invalid={wiring['aria-invalid']}
          aria-describedby={wiring['aria-describedby']}
          className={classNames(
            controlStyles,
            'needs-script flex min-h-control items-center justify-between gap-2 px-3 py-1.5 text-left',
          )}
        >
          <BaseSelect.Value
            className="min-w-0 data-placeholder:text-muted-foreground"
            placeholder="Choose roles…"
          />
          <ChevronDown aria-hidden strokeWidth={1.75} className="size-4 shrink-0 text-muted-foreground" />
        </BaseSelect.Trigger>
        <RoleList options={options} side={side} />
      </BaseSelect.Root>
      <WithoutScript>
        <PlainRoleList options={options} chosen={chosen} name={name} label={label ?? 'Role'} />
      </WithoutScript>
    </span>
  )
}

function RoleList({ options, side = 'bottom' }: Pick<RoleSelectProps, 'options' | 'side'>) {
  return (
    <BaseSelect.Portal>
      <BaseSelect.Positioner
        alignItemWithTrigger={false}
        side={side}
        sideOffset={4}
        collisionPadding={8}
        className="z-50 w-max min-w-(--anchor-width)"
      >
        <BaseSelect.Popup className={floatingStyles}>
          {options.map((option) => (
            <RoleItem key={option.id} option={option} />
          ))}
        </BaseSelect.Popup>
      </BaseSelect.Positioner>
    </BaseSelect.Portal>
  )
}

function RoleItem({ option }: { option: RoleOption }) {
  const note = option.disabledReason ?? option.description
  const noteId = useId()
  return (
    <BaseSelect.Item
      value={option.id}
      label={option.name}
      aria-describedby={note ? noteId : undefined}
      disabled={option.disabledReason !== undefined}
      className={classNames(itemStyles, 'group items-start')}
    >
      <span
        aria-hidden
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm border border-input group-data-selected:border-primary group-data-selected:bg-primary"
      >
        <BaseSelect.ItemIndicator>
          <Check strokeWidth={2.5} className="size-3! text-on-primary" />
        </BaseSelect.ItemIndicator>
      </span>
      <span className="min-w-0">
        <BaseSelect.ItemText className="block">{option.name}</BaseSelect.ItemText>
        {note && (
          // Hidden, so that it describes the option and does not name it.
          <span id={noteId} aria-hidden className="block text-sm text-muted-foreground">
            {note}
          </span>
        )}
      </span>
    </BaseSelect.Item>
  )
}

interface PlainRoleListProps {
  options: RoleOption[]
  chosen: string[]
  name: string
  label: string
}

export function PlainRoleList({ options, chosen, name, label }: PlainRoleListProps) {
  return (
    <select
      multiple
      name={name}
      aria-label={label}
      defaultValue={chosen}
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
