'use client'

import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { useExpectEach } from '@/components/form/expected-rows'
import { Form, type FormAction } from '@/components/form/form'
import { useCanSendEmail } from '@/components/shell/email-provider'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ContinuedAct } from '@/lib/http/continued-acts'

export interface RequestRole {
  id: string
  name: string
  isDefault: boolean
}

export interface RequestActs {
  approve: FormAction
  decline: FormAction
  /** What a recent sign-in is required to approve for. */
  act?: ContinuedAct | undefined
}

interface DecisionProps {
  acts: RequestActs
  id: string
  name: string
  email: string
  roles: RequestRole[]
}

export function Decision({ acts, id, name, email, roles }: DecisionProps) {
  const isTold = useCanSendEmail()
  const onApprove = useExpectEach('id', { leaving: 'Approving…' })
  const onDecline = useExpectEach('id', { leaving: 'Declining…' })
  return (
    <div className="flex flex-wrap items-start gap-2 max-sm:w-full">
      <Form
        action={acts.approve}
        act={acts.act}
        actOn={id}
        onStart={onApprove}
        className="flex flex-col gap-2 max-sm:contents"
        values={{ id }}
      >
        <div className="flex flex-wrap items-start gap-2 max-sm:contents">
          <Field name="role" label={`Role for ${email}`} labelHidden className="w-40 max-sm:w-full">
            <Select
              options={roles.map((role) => ({ value: role.id, label: role.name }))}
              defaultValue={roles.find(({ isDefault }) => isDefault)?.id}
            />
          </Field>
          <SubmitButton aria-label={`Approve ${name}`}>Approve</SubmitButton>
        </div>
      </Form>
      <ConfirmDialog
        actOn={id}
        trigger={
          <Button variant="secondary" aria-label={`Decline ${name}`}>
            Decline
          </Button>
        }
        title={`Decline the request of ${name}?`}
        description={`They ${isTold ? 'get an email and can’t' : 'can’t'} ask again for 30 days. You can still invite them.`}
        action={acts.decline}
        onStart={onDecline}
        values={{ id }}
        submit="Decline"
      />
    </div>
  )
}
