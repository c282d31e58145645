import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import type { Client } from '@/lib/domain/clients/read-client'
import { appTypeNames, organizationUsageNames } from './app-types'
import { applicationPath } from './application-path'

export function ApplicationsTable({ clients }: { clients: readonly Client[] }) {
  const now = new Date()
  return (
    <Table caption="Applications">
      <TableHead>
        <Column>Name</Column>
        <Column>Type</Column>
        <Column>Sign-in</Column>
        <Column>Created</Column>
      </TableHead>
      <TableBody>
        {clients.map((client) => (
          <TableRow key={client.id}>
            <Cell narrow="first" className="wide:py-2">
              <TextLink href={applicationPath(client.id)} className="wrap-anywhere">
                {client.name}
              </TextLink>
              <span className="block font-mono text-sm break-all text-muted-foreground">{client.id}</span>
            </Cell>
            <Cell>{appTypeNames[client.appType]}</Cell>
            <Cell>{signsIn(client)}</Cell>
            <Cell className="tabular-nums">
              <Time value={client.createdAt} now={now} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function signsIn({ grantTypes, organizationUsage }: Client): string {
  return grantTypes.includes('authorization_code') ? organizationUsageNames[organizationUsage] : 'None'
}
