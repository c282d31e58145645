import { z } from 'zod'
import { getOwnProvider } from '@/lib/domain/connections/list-own-providers'
import { provisioningAnswer, provisioningWire } from '../provisioning-shape'
import { myOrgRoute } from '../route'
import { assertNotTenantProvider } from '../tenant-providers'

/** For Auth0’s components. There is one mapping, so it is never out of date. */
export const PUT = myOrgRoute({
  title: 'Reset the attributes of provisioning, which are fixed',
  scopes: ['update:my_org:identity_providers_provisioning'],
  body: z.strictObject({}),
  answer: provisioningAnswer,
  what: 'provisioning of this identity provider',
  run: async (access, { userAttributes, params: { identity_provider_id: id = '' } }) => {
    const provider = await getOwnProvider(access, id).catch((error: unknown) =>
      assertNotTenantProvider(error, access, id),
    )
    return provisioningWire(provider, userAttributes)
  },
})
