import { Form } from '@/components/form/form'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { EnabledConnection } from '@/lib/domain/connections/organization-connection'
import { saveSettings } from '../actions'

interface SettingsFormProps {
  slug: string
  method: EnabledConnection
  mayChange: boolean
}

export function SettingsForm({ slug, method, mayChange }: SettingsFormProps) {
  const { id, strategy, enabled } = method
  const isLocked = !mayChange
  const staysClosed = !method.canAutoJoin && !enabled.assignMembershipOnLogin
  return (
    <Form action={saveSettings.bind(null, slug)} className="flex max-w-form flex-col gap-4">
      <input type="hidden" name="id" value={id} />
      <Checkbox
        name="show_as_button"
        label="On the sign-in page"
        help="Otherwise only those see it who are led to it: by their address, an invitation or an application."
        defaultChecked={enabled.showAsButton}
        disabled={isLocked}
      />
      <Field name="assign_membership_on_login" label="Membership" labelHidden group>
        <Checkbox
          label="Everyone who signs in becomes a member"
          help={
            staysClosed
              ? 'They would hold a role that may do more here than your own, so you cannot switch this on.'
              : 'Otherwise only those come in who have been invited.'
          }
          defaultChecked={enabled.assignMembershipOnLogin}
          disabled={isLocked || staysClosed}
        />
      </Field>
      {strategy === 'password' && (
        <Field name="is_signup_enabled" label="New accounts" labelHidden group>
          <Checkbox
            label="Anybody can make an account here"
            help="On your sign-in page, once the address is verified. They become members."
            defaultChecked={enabled.isSignupEnabled}
            disabled={isLocked || (!method.canAutoJoin && !enabled.isSignupEnabled)}
          />
        </Field>
      )}
      {mayChange && (
        <SubmitButton className="self-start" variant="secondary">
          Save changes
        </SubmitButton>
      )}
    </Form>
  )
}
