import type { TenantAccess } from '@/lib/access'
import { findOrganizationId } from '@/lib/domain/organizations/get-organization'
import { DomainError } from '@/lib/errors'

/** @throws DomainError invalid at `organization` */
export async function requireOrganizationId(
  access: TenantAccess<'read:organizations'>,
  slugOrId: string,
): Promise<string> {
  const id = await findOrganizationId(access, slugOrId.trim())
  if (id !== null) return id
  throw new DomainError('invalid', 'There is no organization with this slug or ID.', {
    field: 'organization',
  })
}
