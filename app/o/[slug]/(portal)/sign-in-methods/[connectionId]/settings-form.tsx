import { Form, type FormAction } from '@/components/form/form'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { EnabledConnection } from '@/lib/domain/connections/organization-connection'

interface SettingsFormProps {
  save: FormAction
  method: Pick<EnabledConnection, 'id' | 'strategy' | 'enabled'>
  /** Whether the reader may grant the role with which people join. */
  canAutoJoin: boolean
  mayChange: boolean
}

export function SettingsForm({ save, method, canAutoJoin, mayChange }: SettingsFormProps) {
  const { id, strategy, enabled } = method
  const isLocked = !mayChange
  const staysClosed = !canAutoJoin && !enabled.assignMembershipOnLogin
  return (
    <Form
      action={save}
      act="save-method"
      actOn={id}
      className="flex max-w-form flex-col gap-4"
      values={{ id }}
    >
      <Checkbox
        name="show_as_button"
        label="On the sign-in page"
        help="If off, only people sent to it by their email domain, an invitation or an application see it."
        defaultChecked={enabled.showAsButton}
        disabled={isLocked}
      />
      <Field name="assign_membership_on_login" label="Membership" labelHidden group>
        <Checkbox
          label="Everyone who signs in becomes a member"
          help={
            staysClosed
              ? 'They would get a role with more permissions than yours, so you can’t enable this.'
              : 'If off, only invited people can join.'
          }
          defaultChecked={enabled.assignMembershipOnLogin}
          disabled={isLocked || staysClosed}
        />
      </Field>
      {strategy === 'password' && (
        <Field name="is_signup_enabled" label="New accounts" labelHidden group>
          <Checkbox
            label="Anyone can create an account here"
            help="On your sign-in page, with a verified address. They become members."
            defaultChecked={enabled.isSignupEnabled}
            disabled={isLocked || (!canAutoJoin && !enabled.isSignupEnabled)}
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
