import { useId, type ComponentProps, type ReactNode } from 'react'
import { classNames } from './class-names'
import { FieldBox } from './field-control'

type CheckboxProps = Omit<ComponentProps<'input'>, 'type'> & {
  /** Or else an `aria-label`. */
  label?: ReactNode
  help?: ReactNode
}

/** Inside `<Field group>` it takes the field’s name. */
export function Checkbox({ label, help, className, ...props }: CheckboxProps) {
  const id = useId()
  const naming = help ? { 'aria-labelledby': `${id}-label`, 'aria-describedby': `${id}-help` } : {}
  return (
    <label className={classNames('checkbox', className)}>
      <span>
        <FieldBox {...naming} {...props} />
      </span>
      {label && (
        <span className="min-w-0">
          <span id={help ? `${id}-label` : undefined}>{label}</span>
          {help && (
            <span id={`${id}-help`} className="block text-sm text-muted-foreground">
              {help}
            </span>
          )}
        </span>
      )}
    </label>
  )
}
