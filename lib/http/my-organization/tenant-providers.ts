import type { OrganizationAccess } from '@/lib/access'
import { getProvider, type IdentityProvider } from '@/lib/domain/connections/list-own-providers'
import { updateOrganizationConnection } from '@/lib/domain/connections/update-organization-connection'
import { isNotFound } from '@/lib/errors'
import { forbidden } from './problem'

type Updater = OrganizationAccess<'update:organization_connections'>
type Remover = OrganizationAccess<'delete:organization_connections'>

/**
 * For a change that failed with `error` and that only the organization’s own providers accept: a provider that is not among
 * them may be one of the tenant’s that the organization can view.
 * @throws MyOrganizationProblem 403 for one of the tenant’s; `error` otherwise
 */
export async function assertNotTenantProvider(
  error: unknown,
  access: Updater | Remover,
  id: string,
): Promise<never> {
  await assertTenantProvider(error, access, id)
  throw forbidden(onlyTenant)
}

const onlyTenant = 'Only the tenant can change this one.'

/** @throws `error`, unless it is not_found and the provider is one of the tenant’s that the organization can view */
async function assertTenantProvider(error: unknown, access: Updater | Remover, id: string): Promise<void> {
  if (!isNotFound(error)) throw error
  const { organizationId } = await getProvider(access, id)
  if (organizationId !== null) throw error
}

interface Update {
  id: string
  /** How it is used here. */
  here: {
    isEnabled?: boolean | undefined
    showAsButton?: boolean | undefined
    assignMembershipOnLogin?: boolean | undefined
  } | null
  provider: object | null
}

/**
 * As assertNotTenantProvider(), but changes how one of the tenant’s is used in the organization.
 * @throws also DomainError not_yours_to_give where the access level does not allow that
 */
export async function updateTenantProvider(
  error: unknown,
  access: Updater,
  { id, here, provider }: Update,
): Promise<IdentityProvider> {
  await assertTenantProvider(error, access, id)
  if (provider !== null) throw forbidden(onlyTenant)
  const { isEnabled, showAsButton, assignMembershipOnLogin } = here ?? {}
  const flags = { isEnabled, showAsButton, assignMembershipOnLogin }
  await updateOrganizationConnection(access, { id, includeDisabled: true, ...flags })
  return getProvider(access, id)
}
