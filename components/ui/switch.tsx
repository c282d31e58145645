import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'
import { FieldBox } from './field-control'

export type SwitchProps = Omit<ComponentProps<'input'>, 'type' | 'role'> & {
  label: ReactNode
  help?: ReactNode
}

/** A native checkbox that reads as a switch: the label at the left, the switch at the right. */
export function Switch({ label, help, className, ...props }: SwitchProps) {
  return (
    <label className={classNames('flex min-h-control items-center justify-between gap-4', className)}>
      <span className="min-w-0">
        <span className="font-medium">{label}</span>
        {help && <span className="block text-sm text-muted-foreground">{help}</span>}
      </span>
      <span className="relative inline-flex h-5 w-9 shrink-0">
        <FieldBox
          {...props}
          role="switch"
          className="peer h-5 w-9 appearance-none rounded-full border border-input bg-hover checked:border-primary checked:bg-primary disabled:opacity-50"
        />
        <span
          aria-hidden
          className="pointer-events-none absolute top-1 left-1 size-3 rounded-full bg-muted-foreground transition-transform duration-hover ease-out peer-checked:translate-x-4 peer-checked:bg-on-primary"
        />
      </span>
    </label>
  )
}
