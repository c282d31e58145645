import { Form } from '@/components/form/form'
import { Badge } from '@/components/ui/badge'
import { SubmitButton } from '@/components/ui/submit-button'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { isAtLeast } from '@/lib/domain/connections/access-levels'
import type { EnabledSettings, AvailableConnection } from '@/lib/domain/connections/available-connections'
import { enableMethod } from './actions'
import { kindOf, reservation } from './kinds'

interface MethodsTableProps {
  slug: string
  tenantName: string
  methods: AvailableConnection[]
  maySwitchOn: boolean
}

export function MethodsTable({ methods, ...shared }: MethodsTableProps) {
  return (
    <Table caption="Sign-in methods">
      <TableHead>
        <Column>Method</Column>
        <Column>State</Column>
        <Column>How it works here</Column>
        <Column align="end">
          <span className="sr-only">Actions</span>
        </Column>
      </TableHead>
      <TableBody>
        {methods.map((method) => (
          <MethodRow key={method.id} method={method} {...shared} />
        ))}
      </TableBody>
    </Table>
  )
}

function MethodRow({
  slug,
  tenantName,
  method,
  maySwitchOn,
}: Omit<MethodsTableProps, 'methods'> & { method: AvailableConnection }) {
  const { id, displayName, strategy, isOwn, enabled } = method
  return (
    <TableRow>
      <Cell narrow="first" className="wide:py-2">
        <span className="block font-medium wrap-anywhere">{displayName}</span>
        <span className="block text-sm text-muted-foreground">{kindOf(strategy)}</span>
      </Cell>
      <Cell>{enabled ? <Badge tone="success">On</Badge> : <Badge>Off</Badge>}</Cell>
      <Cell className="text-sm text-muted-foreground">
        <UseHere method={method} tenantName={tenantName} />
      </Cell>
      <Cell narrow="corner" align="end" className="space-x-3">
        {isOwn && (
          <TextLink href={`/o/${slug}/sign-in-methods/providers/${id}`} aria-label={`Set up ${displayName}`}>
            Set up
          </TextLink>
        )}
        {enabled && (
          <TextLink href={`/o/${slug}/sign-in-methods/${id}`} aria-label={`Manage ${displayName}`}>
            Manage
          </TextLink>
        )}
        {maySwitchOn && canBeEnabled(method) && <EnableForm slug={slug} method={{ id, displayName }} />}
      </Cell>
    </TableRow>
  )
}

function UseHere({
  method: { enabled, isRequired, lacksEntityId, accessLevel },
  tenantName,
}: Pick<MethodsTableProps, 'tenantName'> & { method: AvailableConnection }) {
  const reserved = reservation(accessLevel, tenantName)
  return (
    <>
      {enabled && inWords(enabled)}
      {isRequired && <span className="block">Required for verified domains, except for owners.</span>}
      {lacksEntityId && 'Confirm its entity ID under Set up.'}
      {reserved && <span className="block">{reserved}</span>}
    </>
  )
}

function canBeEnabled({ enabled, lacksEntityId, accessLevel }: AvailableConnection): boolean {
  return !enabled && !lacksEntityId && isAtLeast(accessLevel, 'full')
}

interface EnableFormProps {
  slug: string
  method: Pick<AvailableConnection, 'id' | 'displayName'>
}

function EnableForm({ slug, method: { id, displayName } }: EnableFormProps) {
  return (
    <Form
      action={enableMethod.bind(null, slug)}
      act="enable-method"
      actOn={id}
      className="flex flex-col items-end gap-1"
    >
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="secondary" size="small" aria-label={`Enable ${displayName}`}>
        Enable
      </SubmitButton>
    </Form>
  )
}

export function inWords({ showAsButton, assignMembershipOnLogin, isSignupEnabled }: EnabledSettings): string {
  const who = assignMembershipOnLogin ? 'everyone who signs in becomes a member' : 'for members only'
  const shown = showAsButton ? 'On the sign-in page' : 'Not on the sign-in page'
  return `${shown}; ${who}${isSignupEnabled ? '; anyone can create an account' : ''}.`
}
