import { Form } from '@/components/form/form'
import { Badge } from '@/components/ui/badge'
import { SubmitButton } from '@/components/ui/submit-button'
import { ActionsColumn, Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { isAtLeast } from '@/lib/domain/connections/access-levels'
import type { EnabledSettings, AvailableConnection } from '@/lib/domain/connections/available-connections'
import { enableMethod } from './actions'
import { kindOf, restriction } from './kinds'

interface MethodsTableProps {
  slug: string
  tenantName: string
  methods: AvailableConnection[]
  mayEnable: boolean
}

export function MethodsTable({ methods, ...shared }: MethodsTableProps) {
  return (
    <Table caption="Sign-in methods">
      <TableHead>
        <Column>Method</Column>
        <Column>State</Column>
        <Column>How it works here</Column>
        <ActionsColumn />
      </TableHead>
      <TableBody>
        {methods.map((method) => (
          <MethodRow key={method.id} method={method} {...shared} />
        ))}
      </TableBody>
    </Table>
  )
}

type MethodRowProps = Omit<MethodsTableProps, 'methods'> & { method: AvailableConnection }

function MethodRow({ slug, tenantName, method, mayEnable }: MethodRowProps) {
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
        {mayEnable && canBeEnabled(method) && <EnableForm slug={slug} method={method} />}
      </Cell>
    </TableRow>
  )
}

function UseHere({ method, tenantName }: Pick<MethodRowProps, 'method' | 'tenantName'>) {
  const { enabled, isRequired, lacksEntityId, accessLevel } = method
  const restricted = restriction(accessLevel, tenantName)
  return (
    <>
      {enabled && settingsText(enabled)}
      {isRequired && <span className="block">Required for verified domains, except for owners.</span>}
      {lacksEntityId && 'Confirm its entity ID under Set up.'}
      {restricted && <span className="block">{restricted}</span>}
    </>
  )
}

function canBeEnabled({ enabled, lacksEntityId, accessLevel }: AvailableConnection): boolean {
  return !enabled && !lacksEntityId && isAtLeast(accessLevel, 'full')
}

function EnableForm({ slug, method: { id, displayName } }: Pick<MethodRowProps, 'slug' | 'method'>) {
  return (
    <Form
      action={enableMethod.bind(null, slug)}
      act="enable-method"
      actOn={id}
      className="flex flex-col items-end gap-1"
      values={{ id }}
    >
      <SubmitButton variant="secondary" size="small" aria-label={`Enable ${displayName}`}>
        Enable
      </SubmitButton>
    </Form>
  )
}

export function settingsText({
  showAsButton,
  assignMembershipOnLogin,
  isSignupEnabled,
}: EnabledSettings): string {
  const who = assignMembershipOnLogin ? 'everyone who signs in becomes a member' : 'for members only'
  const shown = showAsButton ? 'On the sign-in page' : 'Not on the sign-in page'
  return `${shown}; ${who}${isSignupEnabled ? '; anyone can create an account' : ''}.`
}
