import type { Metadata } from 'next'
import { Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { listApis } from '@/lib/domain/apis/queries'
import { listClientGrants } from '@/lib/domain/client-grants/list-client-grants'
import { myOrganizationApi, myOrganizationApiId } from '@/lib/domain/my-organization/api'
import { myOrganizationIdentifier } from '@/lib/domain/my-organization/audience'
import { configurationOf } from '@/lib/domain/my-organization/configuration'
import { readNumberedPage } from '@/lib/domain/numbered-page'
import { pageIn } from '@/lib/http/page-number'
import { pagesOf } from '@/lib/http/page-query'
import { currentTenant } from '@/lib/web/tenant'
import { NumberedPages } from '../../../../numbered-pages'
import { applicationPath } from '../../application-path'
import { ApplicationFrame } from '../application-frame'
import { applicationPage, type ApplicationPageProps } from '../application-page'
import { AccessTable } from './access-table'

export const metadata: Metadata = { title: 'Application API access' }

export default async function ApplicationAccessPage(props: ApplicationPageProps) {
  const page = await pageIn(props.searchParams)
  const { person, client, found } = await applicationPage(
    props,
    ['read:client_grants', 'read:resource_servers'],
    async ({ operator }, { id: clientId, myOrganizationConfiguration }) => {
      const apis = await readNumberedPage((window) => listApis(operator, window), page)
      const apiIds = [myOrganizationApiId, ...apis.rows.map(({ id }) => id)]
      const ofPage = { clientId, apiIds, subjectType: 'client' }
      const all = { take: apiIds.length, skip: 0, isCounted: false }
      const { rows: grants } = await listClientGrants(operator, all, ofPage)
      const isOffered =
        configurationOf(myOrganizationConfiguration) !== null ||
        grants.some(({ apiId }) => apiId === myOrganizationApiId)
      const first =
        isOffered && page === 1 ? [myOrganizationApi(myOrganizationIdentifier(await currentTenant()))] : []
      return { apis, shown: [...first, ...apis.rows], grants }
    },
  )
  const path = `${applicationPath(client.id)}/access`
  const mayOpen = may(person.tenantActor, 'read:organization_client_grants')
  const isMachine = client.grantTypes.includes('client_credentials')
  return (
    <ApplicationFrame client={client} person={person}>
      <Section
        title="API access"
        text={
          isMachine
            ? 'Which APIs the application may call as itself, with which permissions, and in which organizations.'
            : 'What an application may do as itself. This one signs people in: their tokens have the permissions of their own roles. To let it act as itself, it needs the grant type client_credentials.'
        }
      >
        <AccessTable path={mayOpen ? path : null} apis={found.shown} grants={found.grants} />
        <NumberedPages found={found.apis} pathAt={pagesOf(path)} />
      </Section>
    </ApplicationFrame>
  )
}
