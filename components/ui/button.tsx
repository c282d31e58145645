import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { joinClasses } from './join-classes'

/** The classes are in app/components.css. */
const lookStyles = cva('button', {
  variants: {
    variant: {
      primary: 'button-primary',
      secondary: 'button-secondary',
      ghost: 'button-ghost',
      danger: 'button-danger',
    },
    size: {
      medium: 'button-medium',
      small: 'button-small',
      icon: 'button-icon',
      compact: 'button-compact',
    },
    width: { auto: '', full: 'w-full text-center wrap-anywhere' },
  },
  defaultVariants: { variant: 'secondary', size: 'medium', width: 'auto' },
})

export type ButtonLook = VariantProps<typeof lookStyles>
export type ButtonProps = ComponentProps<'button'> & ButtonLook & { pending?: boolean }

const looks = new Map<string, string>()

/** Computed once for each look: a list has dozens of buttons. */
export function buttonStyles({ variant, size, width }: ButtonLook = {}): string {
  const name = [variant, size, width].join(' ')
  const look = looks.get(name) ?? lookStyles({ variant, size, width })
  looks.set(name, look)
  return look
}

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

function Spinner() {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      aria-hidden
      className="size-4 animate-spin"
    >
      <path d="M12 3a9 9 0 1 0 9 9" />
    </svg>
  )
}
