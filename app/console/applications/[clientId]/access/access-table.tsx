import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { touchArea } from '@/components/ui/touch-area'
import type { ClientGrant } from '@/lib/domain/client-grants/read-client-grant'
import type { GrantableApi } from '@/lib/domain/my-organization/api'

interface AccessTableProps {
  /** The pages of the APIs are below it; null if the reader may not open them. */
  path: string | null
  apis: readonly GrantableApi[]
  grants: readonly ClientGrant[]
}

export function AccessTable({ path, apis, grants }: AccessTableProps) {
  return (
    <Table caption="API access">
      <TableHead>
        <Column>API</Column>
        <Column>Permissions</Column>
        <Column>Organizations</Column>
      </TableHead>
      <TableBody>
        {apis.map((api) => (
          <AccessRow key={api.id} href={path && `${path}/${api.id}`} api={api} grant={grantOn(api, grants)} />
        ))}
      </TableBody>
    </Table>
  )
}

interface AccessRowProps {
  href: string | null
  api: GrantableApi
  grant: ClientGrant | undefined
}

function AccessRow({ href, api, grant }: AccessRowProps) {
  return (
    <TableRow>
      <Cell narrow="first" className="wide:py-2">
        {href === null ? (
          <span className="wrap-anywhere">{api.name}</span>
        ) : (
          <TextLink href={href} className={`wrap-anywhere ${touchArea}`}>
            {api.name}
          </TextLink>
        )}
        <span className="block font-mono text-sm break-all text-muted-foreground">{api.identifier}</span>
      </Cell>
      <Cell className="tabular-nums">
        {grant ? `${grant.scope.length} of ${api.permissions.length}` : 'No access'}
        {grant && <span className="wide:hidden"> permissions</span>}
      </Cell>
      <Cell>{grant && organizationsOf(grant)}</Cell>
    </TableRow>
  )
}

function grantOn({ id }: GrantableApi, grants: readonly ClientGrant[]): ClientGrant | undefined {
  return grants.find(({ apiId }) => apiId === id)
}

function organizationsOf({ organizationUsage, allowAnyOrganization }: ClientGrant): string {
  if (organizationUsage === 'deny') return 'No organization'
  return allowAnyOrganization ? 'Any organization' : 'Only added organizations'
}
