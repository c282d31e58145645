import { Pagination } from '@/components/ui/pagination'
import { SearchField } from '@/components/ui/search-field'
import { searchMyOrganizations } from '@/lib/domain/organizations/my-organizations'
import { requirePerson } from '@/lib/http/person'
import type { Application } from '@/lib/oidc/interaction'
import { pathWith } from '@/lib/http/page-query'
import { FrontPage } from '../../../(front)/front-page'
import { CancelForm } from './cancel-form'
import { OrganizationChoices } from './organization-choices'

interface PickOrganizationProps {
  uid: string
  application: Application
  search: string
  page: number
}

export async function PickOrganization({ uid, application, search, page }: PickOrganizationProps) {
  const { access, session } = await requirePerson()
  const { organizations, more } = await searchMyOrganizations(access, { search, page })
  const here = `/authorize/continue/${uid}`
  const isAll = search === '' && page === 1
  if (isAll && organizations.length === 0)
    return <NoOrganization uid={uid} application={application} email={session.user.email} />
  const link = (to: number) => pathWith(here, { q: search, page: String(to) })
  return (
    <FrontPage
      organization={null}
      title="Choose an organization"
      text={`To continue to ${application.name} as ${session.user.email}.`}
    >
      {(more || !isAll) && <SearchField label="Search organizations" action={here} value={search} />}
      {organizations.length > 0 ? (
        <OrganizationChoices uid={uid} organizations={organizations} />
      ) : (
        <p className="text-muted-foreground">No organizations match.</p>
      )}
      <Pagination previous={page > 1 ? link(page - 1) : undefined} next={more ? link(page + 1) : undefined} />
      <CancelForm uid={uid} application={application} />
    </FrontPage>
  )
}

function NoOrganization(props: { uid: string; application: Application; email: string }) {
  const { uid, application, email } = props
  return (
    <FrontPage
      organization={null}
      title="You’re in no organization yet"
      text={`You need an organization to use ${application.name}. Ask a teammate to invite ${email}.`}
    >
      <CancelForm uid={uid} application={application} variant="primary" />
    </FrontPage>
  )
}
