import { Children, cloneElement, isValidElement, type ReactElement } from 'react'
import type { ButtonProps } from './button'
import { joinClasses } from './join-classes'

export const isServer = typeof window === 'undefined'

interface ClosedProps {
  id: string
  opens: 'menu' | 'dialog'
  className?: string
  'aria-label'?: string
}

/**
 * What Base UI renders on the server for a closed menu or dialog, which has no more than its button: its own components
 * cost 0.1 ms each, in each row of a table.
 */
export function closedTrigger(trigger: ReactElement, { opens, className, ...props }: ClosedProps) {
  const button = unwrap(trigger)
  return cloneElement(button, {
    ...props,
    type: 'button',
    tabIndex: 0,
    'aria-haspopup': opens,
    'aria-expanded': false,
    ...(opens === 'dialog' && { 'data-base-ui-click-trigger': '' }),
    ...button.props,
    className: joinClasses(button.props.className, className) || undefined,
  })
}

/** Of a dialog, which has no trigger if a menu opens it. */
export function closedDialog(trigger: ReactElement | undefined, id: string) {
  return trigger && closedTrigger(trigger, { id, opens: 'dialog', className: 'needs-script' })
}

/** An element from a server component may not be loaded yet: then it is React’s lazy element. */
function unwrap(trigger: ReactElement): ReactElement<ButtonProps> {
  const element = isValidElement(trigger) ? trigger : Children.toArray(trigger)[0]
  if (!isValidElement<ButtonProps>(element)) throw new Error('A trigger is a button.')
  return element
}
