import { z } from 'zod'
import { listOwnProviders } from '@/lib/domain/connections/list-own-providers'
import { getDomain } from '@/lib/domain/domains/list-domains'
import { providerAnswer } from '../provider-shape'
import { myOrgRoute } from '../route'

const { id, name, display_name } = providerAnswer.shape

export const GET = myOrgRoute({
  title: 'List the identity providers of a domain',
  scopes: ['read:my_org:domains', 'read:my_org:identity_providers'],
  answer: z.strictObject({ identity_providers: z.array(z.strictObject({ id, name, display_name })) }),
  what: 'domain',
  run: async (access, { params: { domain_id: domainId = '' } }) => {
    const { domain } = await getDomain(access, domainId)
    const all = await listOwnProviders(access)
    const found = all.filter(({ domains }) => domains.includes(domain))
    return {
      identity_providers: found.map((one) => ({
        id: one.id,
        name: one.name,
        display_name: one.displayName,
      })),
    }
  },
})
