import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { Section } from '@/components/ui/page-header'
import { Person } from '@/components/ui/person'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { Time } from '@/components/ui/time'
import type { JoinRequest } from '@/lib/domain/join-requests/list-join-requests'
import { approve, decline } from './actions'

interface RequestsSectionProps {
  slug: string
  requests: readonly JoinRequest[]
  /** There are more than these. */
  more: boolean
  /** Null if the viewer may not decide. */
  roles: RoleChoice[] | null
}

interface RoleChoice {
  id: string
  name: string
  isDefault: boolean
}

/** Renders nothing without requests. */
export function RequestsSection({ slug, requests, more, roles }: RequestsSectionProps) {
  if (requests.length === 0) return null
  return (
    <Section
      title="Requests to join"
      text={
        more
          ? `The ${requests.length} oldest requests of people with an address at a verified domain.`
          : 'From people with an address at a verified domain.'
      }
    >
      <ul aria-label="Requests to join" className="flex flex-col border-t">
        {requests.map((request) => (
          <li
            key={request.id}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-b py-3"
          >
            <div className="flex min-w-0 flex-1 basis-64 flex-col gap-1 *:not-first:sm:ml-11">
              <Person name={request.name} email={request.email} imageUrl={request.picture ?? undefined} />
              {request.message !== null && (
                <p className="text-sm wrap-anywhere whitespace-pre-line">{request.message}</p>
              )}
              <p className="text-sm text-muted-foreground">
                Asked <Time value={request.createdAt} />
              </p>
            </div>
            {roles && <Decision slug={slug} request={request} roles={roles} />}
          </li>
        ))}
      </ul>
    </Section>
  )
}

interface DecisionProps {
  slug: string
  request: JoinRequest
  roles: RoleChoice[]
}

function Decision({ slug, request: { id, name, email }, roles }: DecisionProps) {
  return (
    <div className="flex flex-wrap items-start gap-2 max-sm:w-full">
      <Form action={approve.bind(null, slug)} className="flex flex-col gap-2 max-sm:contents">
        <input type="hidden" name="id" value={id} />
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
      <AlertDialog
        trigger={
          <Button variant="secondary" aria-label={`Decline ${name}`}>
            Decline
          </Button>
        }
        title={`Decline the request of ${name}?`}
        description="They get an email and can’t ask again for 30 days. You can still invite them."
      >
        <Form action={decline.bind(null, slug)}>
          <input type="hidden" name="id" value={id} />
          <DialogActions submit="Decline" tone="danger" />
        </Form>
      </AlertDialog>
    </div>
  )
}
