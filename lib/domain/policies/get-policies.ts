import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { type PoliciesInTenant, readPolicies } from './policies'

export function getPolicies(
  access: OrganizationAccess<'update:organization_security'>,
): Promise<PoliciesInTenant> {
  return read(access, (tx) => readPolicies(tx, access))
}
