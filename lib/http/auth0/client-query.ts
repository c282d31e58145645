import { z } from 'zod'
import type { ClientFilter } from '@/lib/domain/clients/list-clients'
import { flagInQuery, pagingQuery } from './paging'
import { invalidInput } from './problem'

export const clientQuery = z.object({
  ...pagingQuery,
  is_global: flagInQuery.optional().describe('There is no global client, so true finds none.'),
  is_first_party: flagInQuery
    .optional()
    .describe('Every application is the tenant’s own, so false finds none.'),
  app_type: z.string().max(500).optional().describe('Application types, separated by commas.'),
  q: z
    .string()
    .max(500)
    .optional()
    .describe(
      'client_grant.organization_id:{id}, client_grant.allow_any_organization:{true|false}, or both with AND.',
    )
    .meta({ example: 'client_grant.organization_id:org_9ybsU1dN2dKfDkBi' }),
})

/** @throws ApiProblem 400 for an invalid search */
export function clientFilter(query: z.output<typeof clientQuery>): ClientFilter {
  if (query.is_global === true || query.is_first_party === false) return { appTypes: [] }
  const appTypes =
    query.app_type === undefined ? {} : { appTypes: query.app_type.split(',').map((one) => one.trim()) }
  return { ...appTypes, ...(query.q === undefined ? {} : filterOf(query.q)) }
}

function filterOf(q: string): ClientFilter {
  const terms = q.trim().split(/(?<!\s)\s+AND\s+/)
  return terms.reduce<ClientFilter>((filter, term) => ({ ...filter, ...termOf(term) }), {})
}

function termOf(term: string): ClientFilter {
  const [, name, value] =
    /^client_grant\.(organization_id|allow_any_organization):"?([\w-]+)"?$/.exec(term) ?? []
  if (name === 'organization_id' && value !== undefined) return { grantedTo: value }
  if (name === 'allow_any_organization' && (value === 'true' || value === 'false'))
    return { grantedToAny: value === 'true' }
  const known = 'client_grant.organization_id:{id} or client_grant.allow_any_organization:{true|false}'
  throw invalidInput('query', `Expected ${known}, with AND between them`, ['q'])
}
