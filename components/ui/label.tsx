import type { ComponentProps } from 'react'
import { classNames } from './class-names'

export const labelStyles = 'w-fit max-w-full text-base font-medium text-foreground'

/** For a control outside a `<Field>`; name the control with `htmlFor`. */
export function Label({ className, ...props }: ComponentProps<'label'> & { htmlFor: string }) {
  return <label {...props} className={classNames(labelStyles, className)} />
}
