import type { ComponentProps } from 'react'
import { AppLink } from './app-link'
import { buttonStyles, type ButtonLook } from './button'
import { joinClasses } from './join-classes'

type LinkButtonProps = ComponentProps<typeof AppLink> & ButtonLook

/** For navigation only. */
export function LinkButton({ variant, size, width, className, ...props }: LinkButtonProps) {
  return <AppLink {...props} className={joinClasses(buttonStyles({ variant, size, width }), className)} />
}
