import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { type PoliciesInTenant, readPolicies } from './policies'

/** For operators, who see it beside the rest of the organization. */
export function getPoliciesOf(
  access: TenantAccess<'read:organizations'>,
  organizationId: string,
): Promise<PoliciesInTenant> {
  return read(access, (tx) => readPolicies(tx, { tenantId: access.tenantId, organizationId }))
}
