import { z } from 'zod'
import { isSamlProduct, products } from '@/lib/domain/connections/products'
import { providerStrategies } from '@/lib/domain/connections/provider-options'
import { linkUser } from '@/lib/domain/users/link-user'
import { tenantRoute } from '@/lib/http/api'
import { ann } from '@/lib/http/auth0/example'
import { withLastOwnerQuery, lastOwnerQuery } from '@/lib/http/auth0/last-owner'
import { noUser } from '@/lib/http/auth0/problem'
import { identityAnswer, identityWire } from '@/lib/http/auth0/user'

const providers = [...providerStrategies, ...products.filter((one) => !isSamlProduct(one))] as const
const notLinkable = `Expected one of: ${providers.join(', ')}. A user’s own password and email link cannot be linked to another user: link the other user to this one instead`

const github = { provider: 'github', user_id: '583231' }
const linked = z.strictObject({
  provider: z.enum(providers, { error: notLinkable }).meta({ example: github.provider }),
  user_id: z
    .string()
    .min(1)
    .max(1000)
    .describe('The provider’s id for the user, as `identities` shows it.')
    .meta({ example: github.user_id }),
  connection_id: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Where several connections share a provider.'),
})

const linkedAnswer = z.array(identityAnswer).meta({
  example: [
    { connection: 'password', provider: 'auth0', user_id: ann.id.replace('auth0|', ''), isSocial: false },
    { connection: 'github', ...github, isSocial: true, profileData: { email: ann.email } },
  ],
})

export const POST = tenantRoute({
  title: 'Link two users: the other’s providers become the user’s, and the other is deleted',
  any: ['update:users'],
  query: z.object(lastOwnerQuery),
  body: linked,
  status: 201,
  answer: linkedAnswer,
  refusals: [409],
  absent: noUser,
  run: async (access, { params: { id: userId = '' }, query, body }) => {
    const { provider, user_id: subject, connection_id: connectionId } = body
    const other = { userId, provider, subject, connectionId }
    return (await withLastOwnerQuery(access, query, (by) => linkUser(by, other))).map(identityWire)
  },
})
