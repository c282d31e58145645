'use client'

import { Select as BaseSelect } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { useId, type ComponentProps, type RefObject } from 'react'
import { classNames } from './class-names'
import { controlStyles } from './control-styles'
import { floatingStyles, itemStyles } from './floating-styles'
import type { RoleOption } from './plain-role-list'

interface RoleTriggerProps extends Omit<ComponentProps<typeof BaseSelect.Trigger>, 'className'> {
  className?: string | undefined
}

export function RoleTrigger({ className, ...props }: RoleTriggerProps) {
  return (
    <BaseSelect.Trigger
      {...props}
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
  )
}

interface RoleListProps {
  options: RoleOption[]
  /** What gets the focus when the list closes, if not the trigger. */
  field?: RefObject<HTMLElement | null>
}

/** The roles that can be chosen, each with its description or why it cannot be chosen. */
export function RoleList({ options, field }: RoleListProps) {
  return (
    <BaseSelect.Portal>
      <BaseSelect.Positioner
        alignItemWithTrigger={false}
        // Where it moves to must not widen the page.
        positionMethod="fixed"
        sideOffset={4}
        collisionPadding={8}
        className="z-50 w-max min-w-(--anchor-width)"
      >
        <BaseSelect.Popup finalFocus={field} className={floatingStyles}>
          {options.map((option) => (
            <RoleItem key={option.id} option={option} />
          ))}
        </BaseSelect.Popup>
      </BaseSelect.Positioner>
    </BaseSelect.Portal>
  )
}

function RoleItem({ option: { id, name, description, disabledReason } }: { option: RoleOption }) {
  const note = disabledReason ?? description
  const noteId = useId()
  return (
    <BaseSelect.Item
      value={id}
      label={name}
      aria-describedby={note ? noteId : undefined}
      disabled={disabledReason !== undefined}
      className={classNames(itemStyles, 'items-start')}
    >
      <span className="min-w-0 flex-1">
        <BaseSelect.ItemText className="block">{name}</BaseSelect.ItemText>
        {note && (
          // Hidden, so that it describes the option and does not name it.
          <span id={noteId} aria-hidden className="block text-sm text-muted-foreground">
            {note}
          </span>
        )}
      </span>
      <BaseSelect.ItemIndicator>
        <Check aria-hidden strokeWidth={1.75} />
      </BaseSelect.ItemIndicator>
    </BaseSelect.Item>
  )
}
