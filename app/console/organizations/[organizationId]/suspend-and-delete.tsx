import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { TypedDeleteDialog } from '@/components/form/typed-delete-dialog'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Section } from '@/components/ui/page-header'
import { Textarea } from '@/components/ui/textarea'
import type { OrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { remove, suspend } from './actions'

interface SectionProps {
  organization: OrganizationStatus
}

export function SuspendSection({ organization: { id, displayName } }: SectionProps) {
  return (
    <Section
      title="Suspend"
      text="Its members can’t open it, and no application gets or uses tokens for it, until you resume it."
    >
      <div>
        <ConfirmDialog
          act="suspend-organization"
          trigger={<Button>Suspend organization</Button>}
          title={`Suspend ${displayName}?`}
          description="Everyone loses access immediately. Its data, members and roles stay as they are."
          action={suspend.bind(null, id)}
          submit="Suspend"
        >
          <Field name="reason" label="Reason" help="Only operators see it.">
            <Textarea rows={3} maxLength={500} />
          </Field>
        </ConfirmDialog>
      </div>
    </Section>
  )
}

export function DeleteSection({ organization: { id, slug, displayName } }: SectionProps) {
  return (
    <Section
      title="Delete"
      text="Everyone loses access immediately. For 30 days you or one of its owners can restore it, and no one else can take its slug."
    >
      <div>
        <TypedDeleteDialog
          act="delete-organization"
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
