import { z } from 'zod'
import { listDomainProviders } from '@/lib/domain/connections/list-own-providers'
import { providerAnswer } from '../provider-shape'
import { myOrgRoute } from '../route'

const { id, name, display_name } = providerAnswer.shape

export const GET = myOrgRoute({
  title: 'List the identity providers of a domain',
  scopes: ['read:my_org:domains', 'read:my_org:identity_providers'],
  answer: z.strictObject({ identity_providers: z.array(z.strictObject({ id, name, display_name })) }),
  what: 'domain',
  run: async (access, { params: { domain_id: domainId = '' } }) => ({
    identity_providers: (await listDomainProviders(access, domainId)).map((one) => ({
      id: one.id,
      name: one.name,
      display_name: one.displayName,
    })),
  }),
})
