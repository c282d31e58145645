import { Check, Minus } from 'lucide-react'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { classNames } from './class-names'
import { FieldBox } from './field-control'

export type CheckboxProps = Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode; help?: ReactNode }

/** Inside `<Field group>` it takes the field’s name. */
export function Checkbox({ label, help, className, ...props }: CheckboxProps) {
  const id = useId()
  const naming = help ? { 'aria-labelledby': `${id}-label`, 'aria-describedby': `${id}-help` } : {}
  return (
    <label
      className={classNames(
        'flex min-h-6 w-fit max-w-full items-start gap-2.5 py-0.5 pointer-coarse:py-3',
        className,
      )}
    >
      <span className="relative mt-0.5 inline-flex size-4 shrink-0">
        <FieldBox
          {...naming}
          {...props}
          className="peer size-4 appearance-none rounded-sm border border-input bg-background checked:border-primary-edge checked:bg-primary indeterminate:border-primary-edge indeterminate:bg-primary disabled:opacity-50"
        />
        <Check
          aria-hidden
          strokeWidth={2.5}
          className="pointer-events-none absolute inset-0.5 hidden size-3 text-on-primary peer-checked:block"
        />
        <Minus
          aria-hidden
          strokeWidth={2.5}
          className="pointer-events-none absolute inset-0.5 hidden size-3 text-on-primary peer-indeterminate:block"
        />
      </span>
      <span className="min-w-0">
        <span id={`${id}-label`}>{label}</span>
        {help && (
          <span id={`${id}-help`} className="block text-sm text-muted-foreground">
            {help}
          </span>
        )}
      </span>
    </label>
  )
}
