import { NeedsEmail } from '../(front)/needs-email'
import { Form } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { Textarea } from '@/components/ui/textarea'
import { Time } from '@/components/ui/time'
import type { JoinableOrganization } from '@/lib/domain/join-requests/queries'
import { ask, join, withdraw } from './actions'
import { OrganizationItem } from './organization-lists'

export function JoinableList({ organizations }: { organizations: JoinableOrganization[] }) {
  return (
    <Section title="Organizations you can join">
      <ul aria-label="Organizations you can join" className="flex flex-col border-t">
        {organizations.map((organization) => (
          <OrganizationItem
            key={organization.id}
            id={organization.id}
            name={organization.displayName}
            logoId={organization.logoId}
            note={<Reason organization={organization} />}
          >
            <JoinAction organization={organization} />
          </OrganizationItem>
        ))}
      </ul>
    </Section>
  )
}

interface ItemProps {
  organization: JoinableOrganization
}

function Reason({ organization: { role, request, domain } }: ItemProps) {
  if (role !== null) return `Anyone with an address at ${domain} can join.`
  if (request === null) return `People with an address at ${domain} can ask to join.`
  return (
    <>
      You asked to join <Time value={request.requestedAt} />.
      <NeedsEmail otherwise={null}> You’ll get an email with the answer.</NeedsEmail>
    </>
  )
}

function JoinAction({ organization }: ItemProps) {
  const { id, displayName, role, request } = organization
  if (role === null && request === null) return <AskDialog organization={organization} />
  return (
    <Form
      action={role === null ? withdraw : join}
      className="flex flex-col gap-2"
      values={{ organization_id: id }}
    >
      {role === null ? (
        <SubmitButton variant="secondary" aria-label={`Withdraw request to join ${displayName}`}>
          Withdraw
        </SubmitButton>
      ) : (
        <SubmitButton aria-label={`Join ${displayName}`}>Join</SubmitButton>
      )}
    </Form>
  )
}

function AskDialog({ organization: { id, displayName } }: ItemProps) {
  return (
    <Dialog
      actOn={id}
      trigger={
        <Button variant="primary" aria-label={`Ask to join ${displayName}`}>
          Ask to join
        </Button>
      }
      title={`Ask to join ${displayName}`}
      description="The people who manage its members see your name, your address and your message."
    >
      <Form action={ask} className="flex flex-col gap-4" values={{ organization_id: id }}>
        <Field name="message" label="Message" help="Optional.">
          <Textarea rows={3} maxLength={500} />
        </Field>
        <DialogActions submit="Ask to join" />
      </Form>
    </Dialog>
  )
}
