import { z } from 'zod'
import { providerStrategies } from '@/lib/domain/connections/provider-options'
import { linkUser } from '@/lib/domain/users/link-user'
import { tenantRoute } from '@/lib/http/api'
import { noUser } from '@/lib/http/wire/problem'
import { identityAnswer, identityWire } from '@/lib/http/wire/user'

const notLinkable = `Expected one of: ${providerStrategies.join(', ')}. A password and a link by email are of an address, and a user has one address: make the user with the password the one that others are linked to`

const linked = z.strictObject({
  provider: z.enum(providerStrategies, { error: notLinkable }).meta({ example: 'github' }),
  user_id: z.string().min(1).max(1000).describe('How the provider calls her, as `identities` shows it.'),
  connection_id: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Where several connections share a provider.'),
})

export const POST = tenantRoute({
  title: 'Link two users: the other’s providers become the user’s, and the other is deleted',
  any: ['update:users'],
  body: linked,
  status: 201,
  answer: z.array(identityAnswer),
  refusals: [409],
  absent: noUser,
  run: async (access, { params: { id: userId = '' }, body }) => {
    const { provider, user_id: subject, connection_id: connectionId } = body
    return (await linkUser(access, { userId, provider, subject, connectionId })).map(identityWire)
  },
})
