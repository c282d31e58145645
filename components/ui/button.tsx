import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { joinClasses } from './join-classes'
import { Spinner } from './spinner'
import { touchArea } from './touch-area'

export const buttonStyles = cva(
  [
    'inline-flex min-w-0 shrink-0 items-center justify-center gap-2 rounded-md border font-medium select-none',
    'transition-colors duration-hover ease-out disabled:opacity-50 disabled:cursor-not-allowed',
    '[&_svg]:size-4 [&_svg]:shrink-0',
  ],
  {
    variants: {
      variant: {
        primary: 'border-primary-edge bg-primary text-on-primary hover:bg-primary-hover',
        secondary: 'border-input bg-background text-foreground hover:bg-hover data-popup-open:bg-hover',
        ghost: 'border-transparent text-foreground hover:bg-hover data-popup-open:bg-hover',
        danger: 'border-transparent bg-danger text-on-danger hover:bg-danger/90',
      },
      size: {
        medium: 'min-h-control px-3.5 py-1.5 text-base',
        small: 'min-h-control px-2.5 py-1 sm:min-h-8 pointer-coarse:min-h-control text-sm',
        icon: 'size-control p-0 text-base',
        compact: joinClasses('size-8 p-0 text-base max-wide:size-7', touchArea),
      },
      width: { auto: '', full: 'w-full text-center wrap-anywhere' },
    },
    defaultVariants: { variant: 'secondary', size: 'medium', width: 'auto' },
  },
)

export type ButtonLook = VariantProps<typeof buttonStyles>
export type ButtonProps = ComponentProps<'button'> & ButtonLook & { pending?: boolean }

export function Button({
  variant,
  size,
  width,
  pending = false,
  className,
  children,
  ...props
}: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={pending || undefined}
      {...props}
      className={joinClasses(buttonStyles({ variant, size, width }), className)}
    >
      {pending && <Spinner />}
      {children}
    </button>
  )
}
