import { z } from 'zod'
import type { SelfServiceProfile } from '@/lib/domain/self-service-profiles/queries'
import { selfServiceSettings } from '@/lib/domain/self-service-profiles/self-service-settings'
import { moment } from './example'
import { notFoundOf } from './problem'

const name = z.string().min(1).max(1000).meta({ example: 'Enterprise sign-in' })

export const newSelfServiceProfile = selfServiceSettings.extend({ name })
export const selfServiceProfileChange = selfServiceSettings.extend({ name: name.optional() })

const attribute = z.strictObject({ name: z.string(), description: z.string(), is_optional: z.boolean() })
export const selfServiceProfileAnswer = z.strictObject({
  id: z.string().meta({ example: 'ssp_4kGkQ2bD9sXw7Lm1' }),
  name,
  description: z.string().optional(),
  user_attributes: z
    .array(attribute)
    .meta({ example: [{ name: 'email', description: 'The work address', is_optional: false }] }),
  allowed_strategies: z.array(z.string()).meta({ example: ['okta', 'oidc'] }),
  created_at: z.string().meta({ example: moment }),
  updated_at: z.string().meta({ example: moment }),
})

export function selfServiceProfileWire({
  id,
  name: ofProfile,
  description,
  ...profile
}: SelfServiceProfile): z.output<typeof selfServiceProfileAnswer> {
  return {
    id,
    name: ofProfile,
    ...(description === null ? {} : { description }),
    user_attributes: profile.userAttributes,
    allowed_strategies: profile.allowedStrategies,
    created_at: profile.createdAt.toISOString(),
    updated_at: profile.updatedAt.toISOString(),
  }
}

/** Of the page that Auth0 calls `get-started`. */
export const selfServiceText = z.strictObject({
  introduction: z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .describe('Plain text. Absent: Foyer’s own words.')
    .meta({ example: 'Connect your identity provider in about ten minutes.' }),
})

export function selfServiceTextWire({ introduction }: SelfServiceProfile): z.output<typeof selfServiceText> {
  return introduction === null ? {} : { introduction }
}

export const noSelfServiceProfile = notFoundOf(
  'The self-service profile does not exist',
  'inexistent_self_service_profile',
)
