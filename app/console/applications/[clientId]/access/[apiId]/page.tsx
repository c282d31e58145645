import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/page-header'
import { authorize, may, type TenantAccess } from '@/lib/access'
import { getApi } from '@/lib/domain/apis/queries'
import { listClientGrants, listOrganizationsOfGrant } from '@/lib/domain/client-grants/list-client-grants'
import type { ClientGrant } from '@/lib/domain/client-grants/read-client-grant'
import { myOrganizationApi, myOrganizationApiId } from '@/lib/domain/my-organization/api'
import { myOrganizationIdentifier } from '@/lib/domain/my-organization/audience'
import { configurationOf } from '@/lib/domain/my-organization/configuration'
import { readNumberedPage } from '@/lib/domain/numbered-page'
import { pageIn } from '@/lib/http/page-number'
import { pagesOf, type RawQuery } from '@/lib/http/page-query'
import { currentTenant } from '@/lib/web/tenant'
import { NumberedPages } from '../../../../../numbered-pages'
import { applicationPath } from '../../../application-path'
import { ApplicationFrame } from '../../application-frame'
import { applicationPage } from '../../application-page'
import { AccessForm, RemoveAccess } from './access-form'
import { GrantOrganizations } from './grant-organizations'

export const metadata: Metadata = { title: 'Access to one API' }

interface ApiAccessPageProps {
  params: Promise<{ clientId: string; apiId: string }>
  searchParams: Promise<RawQuery>
}

type Reader = TenantAccess<'read:client_grants' | 'read:organization_client_grants'>

export default async function ApiAccessPage(props: ApiAccessPageProps) {
  const { apiId } = await props.params
  const page = await pageIn(props.searchParams)
  const { person, client, found } = await applicationPage(
    props,
    ['read:client_grants', 'read:organization_client_grants', 'read:resource_servers'],
    async ({ operator }, { id: clientId }) => {
      const api =
        apiId === myOrganizationApiId
          ? myOrganizationApi(myOrganizationIdentifier(await currentTenant()))
          : await getApi(operator, apiId)
      return { api, ...(await readGrant(operator, { clientId, audience: api.identifier, page })) }
    },
  )
  const { api, grant, ofUsers, organizations } = found
  const { tenantActor: actor } = person
  const path = `${applicationPath(client.id)}/access/${api.id}`
  return (
    <ApplicationFrame client={client} person={person}>
      <BackLink href={`${applicationPath(client.id)}/access`}>API access</BackLink>
      <Section title={api.name} text={`Tokens for ${api.identifier} that the application gets as itself.`}>
        {api.id === myOrganizationApiId && !configurationOf(client.myOrganizationConfiguration) && (
          <Notice tone="warning" title="It gets no tokens yet">
            The application has no my_organization_configuration: it is set with the Management API.
          </Notice>
        )}
        {ofUsers && <UserLimit scope={ofUsers.scope} />}
        <AccessForm
          clientId={client.id}
          api={api}
          grant={grant}
          mayChange={may(actor, 'create:client_grants', 'update:client_grants')}
        />
      </Section>
      {grant && organizations && (
        <GrantOrganizations grant={grant} organizations={organizations.rows} actor={actor}>
          <NumberedPages found={organizations} pathAt={pagesOf(path)} />
        </GrantOrganizations>
      )}
      {grant && may(actor, 'delete:client_grants') && (
        <RemoveAccess clientId={client.id} grant={grant} apiName={api.name} />
      )}
    </ApplicationFrame>
  )
}

/** Set with the Management API: a client grant with the subject_type user. */
function UserLimit({ scope }: { scope: readonly string[] }) {
  return (
    <Notice title="A client grant limits its users">
      {scope.length === 0
        ? 'Tokens that its users get for this API have no permissions.'
        : `Tokens that its users get for this API have at most: ${scope.join(', ')}.`}
    </Notice>
  )
}

async function readGrant(
  access: Reader,
  { page, ...of }: { clientId: string; audience: string; page: number },
) {
  const { rows } = await listClientGrants(access, { take: 2, skip: 0, isCounted: false }, of)
  const grant = rows.find(({ subjectType }) => subjectType === 'client')
  const ofUsers = rows.find(({ subjectType }) => subjectType === 'user') ?? null
  if (!grant || !isLimited(grant)) return { grant, ofUsers, organizations: null }
  const reader = authorize(access, 'read:organization_client_grants')
  const organizations = await readNumberedPage(
    (window) => listOrganizationsOfGrant(reader, grant.id, window),
    page,
  )
  return { grant, ofUsers, organizations }
}

function isLimited({ organizationUsage, allowAnyOrganization }: ClientGrant): boolean {
  return organizationUsage !== 'deny' && !allowAnyOrganization
}
