import type { OrganizationAccess } from '@/lib/access'
import { getProvider, type OwnProvider } from '@/lib/domain/connections/list-own-providers'
import { updateOrganizationConnection } from '@/lib/domain/connections/update-organization-connection'
import { isNotFound } from '@/lib/errors'
import { forbidden } from './problem'

type Updater = OrganizationAccess<'update:organization_connections'>
type Remover = OrganizationAccess<'delete:organization_connections'>

/**
 * What was not found among the organization’s own may be one of the tenant’s, of which this is refused.
 * @throws MyOrganizationProblem 403; DomainError not_found
 */
export async function refuseTenants(error: unknown, access: Updater | Remover, id: string): Promise<never> {
  await assertTenants(error, access, id)
  throw forbidden(onlyTenant)
}

const onlyTenant = 'Only the tenant can change this one.'

/** @throws `error`, unless it says that the organization has no such provider of its own; DomainError not_found */
async function assertTenants(error: unknown, access: Updater | Remover, id: string): Promise<void> {
  if (!isNotFound(error)) throw error
  await getProvider(access, id)
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

/** As refuseTenants(), but for how it is used here. @throws also DomainError not_yours_to_give, as far as its level lets them */
export async function updateTenants(
  error: unknown,
  access: Updater,
  { id, here, provider }: Update,
): Promise<OwnProvider> {
  await assertTenants(error, access, id)
  if (provider !== null) throw forbidden(onlyTenant)
  const { isEnabled, showAsButton, assignMembershipOnLogin } = here ?? {}
  const flags = { isEnabled, showAsButton, assignMembershipOnLogin }
  await updateOrganizationConnection(access, { id, includeDisabled: true, ...flags })
  return getProvider(access, id)
}
