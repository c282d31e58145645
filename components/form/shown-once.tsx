import type { ReactNode } from 'react'
import { CopyValue } from '@/components/ui/copy-value'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { Form, type FormProps } from './form'

interface ShownOnceProps extends Pick<FormProps, 'values'> {
  /** What it is: `client secret`. */
  noun: string
  value: string
  /** Forgets the value. */
  dismiss: FormProps['action']
  children: ReactNode
}

/** A new secret, until someone says that they have saved it. */
export function ShownOnce({ noun, value, dismiss, values, children }: ShownOnceProps) {
  return (
    <Notice
      tone="warning"
      title={`Copy the ${noun} now`}
      role="status"
      className="mb-6"
      action={
        <Form action={dismiss} values={values}>
          <SubmitButton variant="secondary">I have saved it</SubmitButton>
        </Form>
      }
    >
      {children}
      <div className="mt-2 flex items-center gap-2">
        <code className="min-w-0 font-mono text-sm break-all text-foreground select-all">{value}</code>
        <CopyValue value={value} label={`Copy ${noun}`} />
      </div>
    </Notice>
  )
}
