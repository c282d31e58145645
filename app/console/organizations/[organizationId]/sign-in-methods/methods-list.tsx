import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { SubmitButton } from '@/components/ui/submit-button'
import { may, type OrganizationActor } from '@/lib/access'
import type { AvailableConnection, EnabledSettings } from '@/lib/domain/connections/available-connections'
import { SettingsForm } from '../../../../o/[slug]/(portal)/sign-in-methods/[connectionId]/settings-form'
import { kindOf } from '../../../../o/[slug]/(portal)/sign-in-methods/kinds'
import { settingsText } from '../../../../o/[slug]/(portal)/sign-in-methods/methods-table'
import { disableMethod, enableMethod, saveMethod } from './actions'

interface MethodsListProps {
  actor: OrganizationActor
  methods: AvailableConnection[]
}

export function MethodsList({ actor, methods }: MethodsListProps) {
  return (
    <ul aria-label="Sign-in methods" className="flex flex-col border-t">
      {methods.map((method) => (
        <li key={method.id} className="flex flex-wrap items-center justify-between gap-3 border-b py-3">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-2 font-medium wrap-anywhere">
              {method.displayName}
              {method.enabled ? <Badge tone="success">On</Badge> : <Badge>Off</Badge>}
            </p>
            <p className="text-sm text-muted-foreground">
              {kindOf(method.strategy)}
              {method.enabled && `. ${settingsText(method.enabled)}`}
              {method.isRequired && ' Required for verified domains, except for owners.'}
            </p>
          </div>
          <div className="flex flex-wrap gap-2">
            <MethodActions actor={actor} method={method} />
          </div>
        </li>
      ))}
    </ul>
  )
}

function MethodActions({ actor, method }: { actor: OrganizationActor; method: AvailableConnection }) {
  const { enabled } = method
  const { organizationId } = actor
  if (!enabled) {
    if (!may(actor, 'create:organization_connections')) return null
    return (
      <Form
        action={enableMethod.bind(null, organizationId)}
        act="enable-method"
        actOn={method.id}
        values={{ id: method.id }}
        className="flex flex-col gap-2"
      >
        <SubmitButton variant="secondary" size="small" aria-label={`Enable ${method.displayName}`}>
          Enable
        </SubmitButton>
      </Form>
    )
  }
  return (
    <>
      {may(actor, 'update:organization_connections') && (
        <ChangeDialog organizationId={organizationId} method={{ ...method, enabled }} />
      )}
      {may(actor, 'delete:organization_connections') && (
        <DisableDialog organizationId={organizationId} method={method} />
      )}
    </>
  )
}

interface MethodDialogProps {
  organizationId: string
  method: AvailableConnection
}

function ChangeDialog({
  organizationId,
  method,
}: MethodDialogProps & { method: { enabled: EnabledSettings } }) {
  const { displayName } = method
  return (
    <Dialog
      act="save-method"
      actOn={method.id}
      trigger={
        <Button size="small" aria-label={`Change ${displayName}`}>
          Change
        </Button>
      }
      title={displayName}
      description="How it works in this organization."
    >
      <SettingsForm save={saveMethod.bind(null, organizationId)} method={method} canAutoJoin mayChange />
    </Dialog>
  )
}

function DisableDialog({ organizationId, method: { id, displayName, isRequired } }: MethodDialogProps) {
  const ending = isRequired ? ' It is then no longer required for the verified domains.' : ''
  return (
    <ConfirmDialog
      act="disable-method"
      actOn={id}
      trigger={
        <Button variant="ghost" size="small" aria-label={`Disable ${displayName}`}>
          Disable
        </Button>
      }
      title={`Disable ${displayName}?`}
      description={`Members who signed in with it must sign in again with another method. Those who have no other one can’t sign in here.${ending}`}
      action={disableMethod.bind(null, organizationId)}
      values={{ id }}
      submit="Disable"
    />
  )
}
