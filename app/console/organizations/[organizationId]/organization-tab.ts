import type { Permission } from '@/lib/access'
import { consoleOrganizationPage } from '@/lib/http/person'
import { organizationIdOf, type OrganizationParams } from './organization-id'

/** For the pages under a tab, each of which also shows the organization’s name and state. */
export async function organizationTab<P extends Permission>(props: OrganizationParams, ...needed: P[]) {
  return consoleOrganizationPage<P | 'read:organizations'>(
    await organizationIdOf(props),
    'read:organizations',
    ...needed,
  )
}
