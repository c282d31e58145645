import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { touchArea } from '@/components/ui/touch-area'
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
              <TextLink href={applicationPath(client.id)} className={`wrap-anywhere ${touchArea}`}>
                {client.name}
              </TextLink>
              <span className="block font-mono text-sm break-all text-muted-foreground">{client.id}</span>
            </Cell>
            <Cell>{appTypeNames[client.appType]}</Cell>
            <Cell>
              <SignIn client={client} />
            </Cell>
            <Cell className="tabular-nums max-sm:sr-only">
              <span className="wide:hidden">Created </span>
              <Time value={client.createdAt} now={now} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function SignIn({ client: { grantTypes, organizationUsage } }: { client: Client }) {
  if (grantTypes.includes('authorization_code')) return organizationUsageNames[organizationUsage]
  return (
    <>
      <span className="max-wide:hidden">None</span>
      <span className="wide:hidden">No sign-in</span>
    </>
  )
}
