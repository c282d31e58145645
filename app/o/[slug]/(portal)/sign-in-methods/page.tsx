import { KeyRound } from 'lucide-react'
import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import {
  listEnabledConnections,
  type ListedConnection,
} from '@/lib/domain/connections/list-enabled-connections'
import { organizationPage } from '@/lib/http/person'

export const metadata: Metadata = { title: 'Sign-in methods' }

export default async function SignInMethodsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { access, organization } = await organizationPage(
    (await params).slug,
    'read:organization_connections',
  )
  const connections = await listEnabledConnections(access)
  return (
    <>
      <PageHeader
        title="Sign-in methods"
        text={`The ways to sign in that count at ${organization.displayName}. Whoever came in another way signs in again first.`}
      />
      {connections.length === 0 ? (
        <EmptyState
          icon={<KeyRound aria-hidden strokeWidth={1.75} />}
          title="No sign-in method is switched on"
          text="Nobody can sign in here until one is."
        />
      ) : (
        <Table caption="Sign-in methods">
          <TableHead>
            <Column>Method</Column>
            <Column>On the sign-in page</Column>
            <Column>New accounts</Column>
            <Column>Who becomes a member</Column>
          </TableHead>
          <TableBody>
            {connections.map((connection) => (
              <Method key={connection.id} connection={connection} />
            ))}
          </TableBody>
        </Table>
      )}
    </>
  )
}

const kinds: Record<string, string> = {
  password: 'Address and a password of their own',
  email: 'A link and a code, sent to the address',
}

function Method({ connection }: { connection: ListedConnection }) {
  const { displayName, strategy, showAsButton, isSignupEnabled, assignMembershipOnLogin } = connection
  return (
    <TableRow>
      <Cell phone="line">
        <span className="block font-medium wrap-anywhere">{displayName}</span>
        <span className="block text-sm text-muted-foreground">{kinds[strategy] ?? strategy}</span>
      </Cell>
      <Setting name="On the sign-in page" value={showAsButton ? 'Shown' : 'Not shown'} />
      <Setting name="New accounts" value={isSignupEnabled ? 'Anybody can sign up' : 'By invitation'} />
      <Setting
        name="Who becomes a member"
        value={assignMembershipOnLogin ? 'Everyone who signs in' : 'Those invited'}
      />
    </TableRow>
  )
}

/** On phones there is no heading above to say what it is. */
function Setting({ name, value }: { name: string; value: string }) {
  return (
    <Cell phone="line">
      <span aria-hidden className="mr-2 text-sm text-muted-foreground sm:hidden">
        {name}
      </span>
      <Badge>{value}</Badge>
    </Cell>
  )
}
