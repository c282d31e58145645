import { RefreshCw } from 'lucide-react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { rotateSecret } from '../actions'
import { overlaps } from './overlaps'

export function RotateDialog({ clientId, isFirst }: { clientId: string; isFirst: boolean }) {
  return (
    <ConfirmDialog
      act="rotate-secret"
      trigger={
        <Button>
          <RefreshCw aria-hidden strokeWidth={1.75} />
          {isFirst ? 'Create secret' : 'Rotate secret'}
        </Button>
      }
      title={isFirst ? 'Create a client secret?' : 'Rotate the client secret?'}
      description={
        isFirst
          ? 'It is shown once, on the next page.'
          : 'You get a new secret. The old one goes on working for the time you choose, so that no request fails while you replace it. Older ones stop at once.'
      }
      action={rotateSecret}
      values={{ client_id: clientId }}
      submit={isFirst ? 'Create secret' : 'Rotate secret'}
      tone="primary"
    >
      {!isFirst && (
        <Field name="previous_seconds" label="The old secret works for">
          <Select options={overlaps} defaultValue="86400" />
        </Field>
      )}
    </ConfirmDialog>
  )
}
