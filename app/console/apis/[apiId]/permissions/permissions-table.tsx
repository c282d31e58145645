import { Badge } from '@/components/ui/badge'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import type { Api } from '@/lib/domain/apis/read-api'
import { permissionPath } from '../../paths'

/** The Management API’s are open by their level. */
export function PermissionsTable({ api: { id, isPortal, permissions } }: { api: Api }) {
  return (
    <Table caption="Permissions">
      <TableHead>
        <Column>Permission</Column>
        <Column>Description</Column>
        {!isPortal && <Column>Organizations’ own roles</Column>}
      </TableHead>
      <TableBody>
        {permissions.map(({ name, description, openToOrganizations }) => (
          <TableRow key={name}>
            <Cell narrow="first">
              <TextLink href={permissionPath(id, name)} className="font-mono text-sm break-all">
                {name}
              </TextLink>
            </Cell>
            <Cell className="max-wide:whitespace-normal">{description}</Cell>
            {!isPortal && (
              <Cell>
                {openToOrganizations ? <Badge tone="success">Open</Badge> : <Badge>Not open</Badge>}
              </Cell>
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
