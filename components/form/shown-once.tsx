import type { ReactNode } from 'react'
import { CopyValue } from '@/components/ui/copy-value'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { Form, type FormAction } from './form'

interface ShownOnceProps {
  /** What it is: `signing secret`. */
  noun: string
  value: string
  dismiss: FormAction
  /** Hidden fields of the form that dismisses it. */
  fields?: ReactNode
  /** What to do with it. */
  children: ReactNode
}

/** A secret that was just created. */
export function ShownOnce({ noun, value, dismiss, fields, children }: ShownOnceProps) {
  return (
    <Notice
      tone="warning"
      title={`Copy the ${noun} now`}
      role="status"
      className="mb-6"
      action={
        <Form action={dismiss}>
          {fields}
          <SubmitButton variant="secondary">I have saved it</SubmitButton>
        </Form>
      }
    >
      <p>It is shown only once. {children}</p>
      <div className="mt-2 flex items-center gap-2">
        <code className="min-w-0 font-mono text-sm break-all text-foreground select-all">{value}</code>
        <CopyValue value={value} label={`Copy ${noun}`} />
      </div>
    </Notice>
  )
}
