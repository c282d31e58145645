'use client'

import { Menu as BaseMenu } from '@base-ui/react/menu'
import { useId, type ReactElement, type ReactNode } from 'react'
import { Button, type ButtonProps } from './button'
import { classNames } from './class-names'
import { floatingStyles } from './floating-styles'
import { RowIcon } from './row-icon'

const isServer = typeof window === 'undefined'

export interface MenuProps {
  label: string
  trigger?: ReactElement
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom'
  className?: string
  children: ReactNode
}

/** Actions only, at most seven, danger last after a `<MenuSeparator />`. */
export function Menu({ label, trigger, align = 'end', side = 'bottom', className, children }: MenuProps) {
  const id = useId()
  if (isServer && !trigger) return <DotsButton {...closed({ id, label })} />
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger
        id={id}
        aria-label={label}
        render={trigger ?? <DotsButton className="needs-script" />}
      />
      <BaseMenu.Portal>
        <BaseMenu.Positioner align={align} side={side} sideOffset={4} collisionPadding={8} className="z-50">
          <BaseMenu.Popup className={classNames(floatingStyles, className)}>{children}</BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}

/** What Base UI renders for a closed menu: its own component costs 0.1 ms for each row of a table. */
function closed({ id, label }: { id: string; label: string }): ButtonProps {
  return {
    type: 'button',
    tabIndex: 0,
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    id,
    'aria-label': label,
    className: 'needs-script',
  }
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
