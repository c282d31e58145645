import type { Permission } from '@/lib/access'
import type { RawQuery } from '@/lib/http/page-query'
import { consoleOrganizationPage } from '@/lib/http/person'

export interface OrganizationPageProps {
  params: Promise<{ organizationId: string }>
  searchParams: Promise<RawQuery>
}

/** For the pages under a tab, each of which also shows the organization’s name and state. */
export async function organizationTab<P extends Permission>(
  { params }: OrganizationPageProps,
  ...needed: P[]
) {
  const { organizationId } = await params
  return consoleOrganizationPage<P | 'read:organizations'>(
    decodeURIComponent(organizationId),
    'read:organizations',
    ...needed,
  )
}
