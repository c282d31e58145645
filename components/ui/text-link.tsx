import type { ComponentProps } from 'react'
import { AppLink } from './app-link'
import { classNames } from './class-names'

export function TextLink({ className, ...props }: ComponentProps<typeof AppLink>) {
  return (
    <AppLink
      {...props}
      className={classNames(
        'rounded-sm font-medium text-foreground underline decoration-input underline-offset-4 hover:decoration-foreground',
        className,
      )}
    />
  )
}
