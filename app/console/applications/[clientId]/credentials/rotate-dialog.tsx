import { RefreshCw } from 'lucide-react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { rotateSecret } from '../actions'

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

/** In seconds. */
const overlaps = [
  { value: '3600', label: '1 hour more' },
  { value: '86400', label: '24 hours more' },
  { value: '259200', label: '3 days more' },
  { value: '604800', label: '7 days more' },
  { value: '2592000', label: '30 days more' },
  { value: '0', label: 'No longer: it stops at once' },
]
