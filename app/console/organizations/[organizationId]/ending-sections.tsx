import { Form } from '@/components/form/form'
import { TypedDeleteDialog } from '@/components/form/typed-delete-dialog'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { Section } from '@/components/ui/page-header'
import { Textarea } from '@/components/ui/textarea'
import type { OrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { remove, suspend } from './actions'

interface EndingSectionProps {
  organization: OrganizationStatus
}

export function SuspendSection({ organization: { id, displayName } }: EndingSectionProps) {
  return (
    <Section
      title="Suspend"
      text="Its members can’t open it, and no application gets or uses tokens for it, until you resume it."
    >
      <div>
        <AlertDialog
          trigger={<Button>Suspend organization</Button>}
          title={`Suspend ${displayName}?`}
          description="Everyone loses access immediately. Its data, members and roles stay as they are."
        >
          <Form action={suspend.bind(null, id)}>
            <Field name="reason" label="Reason" help="Only operators see it.">
              <Textarea rows={3} maxLength={500} />
            </Field>
            <DialogActions submit="Suspend" tone="danger" />
          </Form>
        </AlertDialog>
      </div>
    </Section>
  )
}

export function DeleteSection({ organization: { id, slug, displayName } }: EndingSectionProps) {
  return (
    <Section
      title="Delete"
      text="Everyone loses access immediately. For 30 days you or one of its owners can restore it, and no one else can take its slug."
    >
      <div>
        <TypedDeleteDialog
          action={remove.bind(null, id)}
          noun="organization"
          title={`Delete ${displayName}?`}
          description="Everyone loses access immediately. You can restore it for 30 days."
          typed={slug}
        />
      </div>
    </Section>
  )
}
