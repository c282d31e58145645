import { z } from 'zod'
import type { ClientSettings } from '@/lib/domain/clients/client-fields'
import { keyAlgorithms, type KeyInput } from '@/lib/domain/clients/public-keys'
import { property } from './properties'

const keyName = z.string().max(255)
const credential = z.union([
  z.strictObject({
    id: z.string().max(100).describe('The id of an existing key to keep.'),
    name: keyName.optional(),
  }),
  z.strictObject({
    credential_type: z.literal('public_key'),
    name: keyName.optional(),
    pem: z.string().max(10_000).describe('A public RSA key or a certificate.'),
    alg: z.enum(keyAlgorithms, { error: 'The algorithms are RS256 and PS256.' }).optional(),
  }),
])

export const authenticationMethods = property({
  request: z
    .strictObject({ private_key_jwt: z.strictObject({ credentials: z.array(credential).min(1).max(2) }) })
    .nullable(),
  answer: z
    .strictObject({
      private_key_jwt: z.strictObject({
        credentials: z.array(z.strictObject({ id: z.string(), name: z.string().optional() })),
      }),
    })
    .optional(),
  decode: (given) => (given === null ? {} : { keys: given.private_key_jwt.credentials.map(keyInputOf) }),
  encode: ({ keys }: Pick<ClientSettings, 'keys'>) =>
    keys.length === 0
      ? undefined
      : {
          private_key_jwt: {
            credentials: keys.map(({ kid, name }) => ({
              id: `${idPrefix}${kid}`,
              ...(name === undefined ? {} : { name }),
            })),
          },
        },
})

const idPrefix = 'cred_'

function keyInputOf(given: z.output<typeof credential>): KeyInput {
  if ('pem' in given) return { pem: given.pem, alg: given.alg, name: given.name }
  return { kid: given.id.startsWith(idPrefix) ? given.id.slice(idPrefix.length) : '', name: given.name }
}
