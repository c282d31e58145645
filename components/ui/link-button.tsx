import Link from 'next/link'
import type { ComponentProps } from 'react'
import { buttonStyles, type ButtonLook } from './button'
import { joinClasses } from './join-classes'

export type LinkButtonProps = ComponentProps<typeof Link> & ButtonLook

/** For navigation only. */
export function LinkButton({ variant, size, width, className, ...props }: LinkButtonProps) {
  return (
    <Link
      prefetch={false}
      {...props}
      className={joinClasses(buttonStyles({ variant, size, width }), className)}
    />
  )
}
