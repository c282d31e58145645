import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Section } from '@/components/ui/page-header'
import type { ClientGrant } from '@/lib/domain/client-grants/read-client-grant'
import { removeAccess } from '../../actions'

interface RemoveAccessProps {
  clientId: string
  grant: ClientGrant
  apiName: string
}

export function RemoveAccess({ clientId, grant, apiName }: RemoveAccessProps) {
  return (
    <Section title="Remove access" text="The application gets no more tokens for this API.">
      <div>
        <AlertDialog
          act="remove-access"
          trigger={<Button variant="danger">Remove access</Button>}
          title={`Remove access to ${apiName}?`}
          description="The application gets no more tokens for this API. An API that verifies tokens by itself accepts one until it expires."
        >
          <Form action={removeAccess}>
            <input type="hidden" name="client_id" value={clientId} />
            <input type="hidden" name="grant_id" value={grant.id} />
            <DialogActions submit="Remove" tone="danger" />
          </Form>
        </AlertDialog>
      </div>
    </Section>
  )
}
