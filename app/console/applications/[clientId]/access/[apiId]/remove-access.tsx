import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
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
        <ConfirmDialog
          act="remove-access"
          trigger={<Button variant="danger">Remove access</Button>}
          title={`Remove access to ${apiName}?`}
          description="The application gets no more tokens for this API. An API that verifies tokens by itself accepts one until it expires."
          action={removeAccess}
          values={{ client_id: clientId, grant_id: grant.id }}
          submit="Remove"
        />
      </div>
    </Section>
  )
}
