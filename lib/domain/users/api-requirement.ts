import { sql } from '@/lib/db/sql'
import { DomainError } from '@/lib/errors'
import type { Requirement } from '../read-page'

export function apiRequirement(tenantId: string, identifier: string): Requirement {
  return {
    exists: sql`EXISTS (SELECT FROM apis a WHERE a.tenant_id = ${tenantId} AND a.identifier = ${identifier})`,
    absent: () =>
      new DomainError('not_found', 'The resource server does not exist', {
        field: 'resource_server_identifier',
      }),
  }
}
