import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { MemberField } from '@/components/form/member-field'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Section } from '@/components/ui/page-header'
import { Select } from '@/components/ui/select'
import { canSendEmail } from '@/lib/domain/email-sender/email-sender'
import { currentTenant } from '@/lib/web/tenant'
import { transfer } from './actions'

interface TransferSectionProps {
  slug: string
  displayName: string
  /** Those that the former owner can have afterwards. */
  roles: { id: string; name: string }[]
}

export async function TransferSection({ slug, displayName, roles }: TransferSectionProps) {
  const isTold = await canSendEmail((await currentTenant()).id)
  const options = roles.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Section title="Ownership" text="Make another member an owner instead of you.">
      <div>
        <ConfirmDialog
          act="transfer-ownership"
          trigger={<Button>Transfer ownership</Button>}
          title={`Transfer ownership of ${displayName}?`}
          description={`The new owner can do everything here, and you can no longer.${isTold ? ' You both get an email about it.' : ''}`}
          action={transfer.bind(null, slug)}
          submit="Transfer ownership"
        >
          <MemberField slug={slug} name="to" label="New owner" />
          <Field name="then" label="Your role afterwards">
            <Select options={[...options, { value: 'leave', label: 'None: leave the organization' }]} />
          </Field>
        </ConfirmDialog>
      </div>
    </Section>
  )
}
