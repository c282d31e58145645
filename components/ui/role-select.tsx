'use client'

import { Select as BaseSelect } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from './button'
import { classNames } from './class-names'
import { controlStyles } from './control-styles'
import { useFieldControl, useKeptChoices } from './field-context'
import { floatingStyles, itemStyles } from './floating-styles'
import { useHydrated } from './use-hydrated'
import { WithoutScript } from './without-script'

export interface RoleOption {
  id: string
  name: string
  description?: string | null
  /** Why it cannot be given or taken; it is shown, but disabled. */
  disabledReason?: string
}

export interface RoleSelectProps {
  options: RoleOption[]
  /** Ids of the roles held or chosen at first. */
  defaultValue?: string[]
  /** The form field, sent once for each role. */
  name?: string
  /** The accessible name, outside of a `<Field>`. */
  label?: string
  disabled?: boolean
  /** Send the form when the list closes with another choice. */
  submitOnClose?: boolean
  className?: string
}

/** Chooses several roles and shows every chosen one. Without JavaScript it is the browser’s own list. */
export function RoleSelect(props: RoleSelectProps) {
  const { options, defaultValue = [], label, disabled = false, submitOnClose = false, className } = props
  const wiring = useFieldControl(props.name === undefined ? {} : { name: props.name })
  const name = wiring.name ?? 'roles'
  const kept = useKeptChoices(name)
  const [chosen, setChosen] = useChoices(defaultValue, kept)
  const box = useRef<HTMLSpanElement>(null)
  const isHydrated = useHydrated()

  function settle(open: boolean) {
    if (open || !submitOnClose || sameRoles(defaultValue, chosen)) return
    box.current?.closest('form')?.requestSubmit()
  }

  return (
    <span ref={box} className={classNames('block min-w-0', className)}>
      {isHydrated && chosen.map((id) => <input key={id} type="hidden" name={name} value={id} />)}
      <BaseSelect.Root<string, true>
        multiple
        value={chosen}
        onValueChange={setChosen}
        onOpenChangeComplete={settle}
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
        <RoleList options={options} />
      </BaseSelect.Root>
      <PlainList {...{ options, chosen, name, label: label ?? 'Role', withButton: submitOnClose }} />
    </span>
  )
}

/** What is chosen; it follows the server when that comes to hold something else. */
function useChoices(held: string[], kept: string[] | undefined) {
  const [known, setKnown] = useState(held)
  const [chosen, setChosen] = useState(kept ?? held)
  if (!sameRoles(known, held)) {
    setKnown(held)
    setChosen(held)
  }
  return [chosen, setChosen] as const
}

function RoleList({ options }: { options: RoleOption[] }) {
  return (
    <BaseSelect.Portal>
      <BaseSelect.Positioner
        alignItemWithTrigger={false}
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
  return (
    <BaseSelect.Item
      value={option.id}
      label={option.name}
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
        {note && <span className="block text-sm text-muted-foreground">{note}</span>}
      </span>
    </BaseSelect.Item>
  )
}

interface PlainListProps {
  options: RoleOption[]
  chosen: string[]
  name: string
  label: string
  withButton: boolean
}

function PlainList({ options, chosen, name, label, withButton }: PlainListProps) {
  return (
    <WithoutScript>
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
      {withButton && (
        <Button type="submit" size="small" className="mt-1.5">
          Save
        </Button>
      )}
    </WithoutScript>
  )
}

function sameRoles(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id))
}
