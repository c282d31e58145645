import type { Metadata } from 'next'
import { Section } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { listConnections } from '@/lib/domain/connections/list-connections'
import { strategyLabel } from '../../../connections/strategies'
import { ApplicationFrame } from '../application-frame'
import { applicationPage, type ApplicationPageProps } from '../application-page'

export const metadata: Metadata = { title: 'Application connections' }

const firstHundred = { take: 100, skip: 0, isCounted: false }

export default async function ApplicationConnectionsPage(props: ApplicationPageProps) {
  const {
    person,
    client,
    more: { rows },
  } = await applicationPage(props, ['read:connections'], ({ operator }) =>
    listConnections(operator, firstHundred),
  )
  return (
    <ApplicationFrame client={client} of={person}>
      <Section
        title="Sign-in methods"
        text="Every connection serves every application. In an organization, people use those that are enabled there."
      >
        <Table caption="Sign-in methods">
          <TableHead>
            <Column>Connection</Column>
            <Column>Strategy</Column>
            <Column>Without an organization</Column>
          </TableHead>
          <TableBody>
            {rows.map(({ id, displayName, strategy, isDefault }) => (
              <TableRow key={id}>
                <Cell narrow="first">
                  <TextLink href={`/console/connections/${id}`} className="wrap-anywhere">
                    {displayName}
                  </TextLink>
                </Cell>
                <Cell>{strategyLabel(strategy)}</Cell>
                <Cell>{isDefault ? 'On the sign-in page' : 'Only if the application asks for it'}</Cell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Section>
    </ApplicationFrame>
  )
}
