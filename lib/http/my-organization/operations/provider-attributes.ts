import { z } from 'zod'
import { updateOwnProvider } from '@/lib/domain/connections/update-own-provider'
import { resetAttributes } from '../attributes'
import { providerAnswer, providerWire } from '../provider-shape'
import { myOrgRoute } from '../route'
import { assertNotTenantProvider } from '../tenant-providers'

export const PUT = myOrgRoute({
  title: 'Reset the attributes of an identity provider to the usual ones',
  scopes: ['update:my_org:identity_providers'],
  body: z.strictObject({}),
  answer: providerAnswer,
  what: 'identity provider',
  run: async (access, { params: { identity_provider_id: id = '' }, ...by }) => {
    const updated = await updateOwnProvider(access, {
      id,
      here: null,
      provider: (present) => resetAttributes(present, by.userAttributes),
    }).catch((error: unknown) => assertNotTenantProvider(error, access, id))
    return providerWire(by, updated)
  },
})
