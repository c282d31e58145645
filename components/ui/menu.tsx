'use client'

import { Menu as BaseMenu } from '@base-ui/react/menu'
import { useId, type ReactElement, type ReactNode, type RefObject } from 'react'
import { Button, type ButtonProps } from './button'
import { classNames } from './class-names'
import { closedTrigger, isServer } from './closed-trigger'
import { floatingStyles } from './floating-styles'
import { RowIcon } from './row-icon'

interface MenuProps {
  label: string
  trigger?: ReactElement
  align?: 'start' | 'end'
  /** What it is placed at, if not the trigger. */
  anchor?: RefObject<HTMLElement | null>
  className?: string
  children: ReactNode
}

/** Actions only, at most seven, danger last after a `<MenuSeparator />`. */
export function Menu({
  label,
  trigger = <DotsButton className="needs-script" />,
  align = 'end',
  anchor,
  className,
  children,
}: MenuProps) {
  const id = useId()
  if (isServer) return closedTrigger(trigger, { id, 'aria-label': label, opens: 'menu' })
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger id={id} aria-label={label} render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner
          {...(anchor && { anchor })}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50"
        >
          <BaseMenu.Popup className={classNames(floatingStyles, className)}>{children}</BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}

export function MenuSeparator() {
  return <BaseMenu.Separator className="-mx-1 my-1 h-px bg-border" />
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted-foreground">
        {label}
      </BaseMenu.GroupLabel>
      {children}
    </BaseMenu.Group>
  )
}

function DotsButton(props: ButtonProps) {
  return (
    <Button variant="ghost" size="icon" {...props}>
      <RowIcon name="ellipsis" />
    </Button>
  )
}
