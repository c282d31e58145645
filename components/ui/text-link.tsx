import Link from 'next/link'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'

export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      prefetch={false}
      {...props}
      className={classNames(
        'rounded-sm font-medium text-foreground underline decoration-input underline-offset-4 hover:decoration-foreground',
        className,
      )}
    />
  )
}
