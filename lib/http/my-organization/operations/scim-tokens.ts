import { z } from 'zod'
import { createDirectoryToken, listDirectoryTokens } from '@/lib/domain/directories/directory-tokens'
import { assertProvisioning } from '../connection-profile'
import { newTokenAnswer, tokenAnswer, tokenWire } from '../provisioning-shape'
import { myOrgRoute } from '../route'
import { assertNotTenantProvider } from '../tenant-providers'

const what = 'provisioning of this identity provider'
const tenYears = 10 * 366 * 24 * 60 * 60

export const GET = myOrgRoute({
  title: 'List the tokens by which a directory provisions members',
  scopes: ['read:my_org:identity_providers_scim_tokens'],
  answer: z.strictObject({ scim_tokens: z.array(tokenAnswer) }),
  what,
  run: async (access, { params: { identity_provider_id: id = '' } }) => ({
    scim_tokens: (await listDirectoryTokens(access, id)).map(tokenWire),
  }),
})

export const POST = myOrgRoute({
  title: 'Create a token for a directory; there can be two',
  scopes: ['create:my_org:identity_providers_scim_tokens'],
  body: z.strictObject({
    token_lifetime: z
      .int()
      .min(901)
      .max(tenYears)
      .optional()
      .describe('In seconds. Absent: until it is revoked.')
      .meta({ example: 7_776_000 }),
  }),
  status: 201,
  answer: newTokenAnswer,
  refusals: [409],
  what,
  run: async (access, { body, profile, params: { identity_provider_id: connectionId = '' } }) => {
    const { token_lifetime: seconds = null } = body
    const create = async () => {
      await assertProvisioning(access, profile, connectionId)
      return createDirectoryToken(access, { connectionId, seconds })
    }
    const { token, ...created } = await create().catch((error: unknown) =>
      assertNotTenantProvider(error, access, connectionId),
    )
    return { ...tokenWire(created), token }
  },
})
