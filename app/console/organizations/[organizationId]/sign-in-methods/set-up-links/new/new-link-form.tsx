import { Form } from '@/components/form/form'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import type { SsoTicketChoices } from '@/lib/domain/sso-tickets/queries'
import { create } from '../actions'
import { lifetimes } from '../set-up-link-inputs'

interface NewLinkFormProps {
  organizationId: string
  profiles: SsoTicketChoices['profiles']
  /** Null for one that is still to be created. */
  connection: SsoTicketChoices['connections'][number] | null
}

export function NewLinkForm({ organizationId, profiles, connection }: NewLinkFormProps) {
  return (
    <Form
      action={create}
      act="create-set-up-link"
      values={{ organization_id: organizationId, connection_id: connection?.id ?? '' }}
      className="page-form"
    >
      <Field name="profile_id" label="Self-service profile">
        <Select options={profiles.map(({ id, name }) => ({ value: id, label: name }))} />
      </Field>
      {connection === null && (
        <Field
          name="display_name"
          label="Display name (optional)"
          help="What the page proposes. It follows “Continue with” on the sign-in page."
        >
          <Input maxLength={128} autoComplete="off" />
        </Field>
      )}
      {connection?.isEnabled ? (
        <p className="text-muted-foreground">
          {connection.displayName} is enabled already, and keeps its settings in the organization.
        </p>
      ) : (
        <UseFields />
      )}
      <Field name="seconds" label="Expires after">
        <Select options={lifetimes} defaultValue="432000" />
      </Field>
      <Field
        name="email"
        label="Email the link to (optional)"
        help="You can copy the link on the next page in any case."
      >
        <Input type="email" inputMode="email" autoComplete="off" />
      </Field>
      <SubmitButton className="self-start">Create set-up link</SubmitButton>
    </Form>
  )
}

/** How the organization uses the connection once it is enabled. */
function UseFields() {
  return (
    <>
      <input type="hidden" name="sets_use" value="on" />
      <Field name="show_as_button" label="Once it is enabled" group>
        <Checkbox value="on" label="Show it on the organization’s sign-in page" defaultChecked />
      </Field>
      <Field name="assign_membership_on_login" label="Membership" labelHidden group>
        <Checkbox
          value="on"
          label="Everyone who signs in becomes a member"
          help="Without it, signing in makes no one a member."
        />
      </Field>
    </>
  )
}
