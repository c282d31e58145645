import type { Metadata } from 'next'
import { Section } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { touchArea } from '@/components/ui/touch-area'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { listConnections } from '@/lib/domain/connections/queries'
import { readNumberedPage } from '@/lib/domain/numbered-page'
import { pageIn } from '@/lib/http/page-number'
import { pagesOf } from '@/lib/http/page-query'
import { strategyLabel } from '../../../connections/strategies'
import { NumberedPages } from '../../../../numbered-pages'
import { applicationPath } from '../../application-path'
import { ApplicationFrame } from '../application-frame'
import { applicationPage, type ApplicationPageProps } from '../application-page'

export const metadata: Metadata = { title: 'Application connections' }

export default async function ApplicationConnectionsPage(props: ApplicationPageProps) {
  const page = await pageIn(props.searchParams)
  const { person, client, found } = await applicationPage(props, ['read:connections'], ({ operator }) =>
    readNumberedPage((window) => listConnections(operator, window), page),
  )
  return (
    <ApplicationFrame client={client} person={person}>
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
            {found.rows.map(({ id, displayName, strategy, saml, isDefault }) => (
              <TableRow key={id}>
                <Cell narrow="first">
                  <TextLink href={`/console/connections/${id}`} className={`wrap-anywhere ${touchArea}`}>
                    {displayName}
                  </TextLink>
                </Cell>
                <Cell>{strategyLabel({ strategy, saml })}</Cell>
                <Cell>{isDefault ? 'On the sign-in page' : 'If the application asks for it'}</Cell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
        <NumberedPages found={found} pathAt={pagesOf(`${applicationPath(client.id)}/connections`)} />
      </Section>
    </ApplicationFrame>
  )
}
