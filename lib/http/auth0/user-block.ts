import { z } from 'zod'
import { foldedAddress } from '@/lib/domain/text/email-address'
import type { SignInBlock } from '@/lib/domain/users/sign-in-blocks'
import { unknownAddress } from '@/lib/domain/users/sign-in-limits'
import { address, ann } from './example'

export const identifierQuery = z.object({
  identifier: z
    .string()
    .min(1)
    .max(1000)
    .transform((text) => ({ emailFolded: foldedAddress(text) }))
    .describe('The email address that the user signs in with.'),
})

export const userBlocksAnswer = z.strictObject({
  blocked_for: z
    .array(
      z.strictObject({
        identifier: z.string().meta({ example: ann.email }),
        ip: z.string().optional().meta({ example: address }),
      }),
    )
    .describe(
      'The IP addresses from which passwords are blocked for a while; without `ip`, from everywhere.',
    ),
})

export function userBlocksWire(blocks: readonly SignInBlock[]): z.input<typeof userBlocksAnswer> {
  return {
    blocked_for: blocks.map(({ email, ip }) => ({
      identifier: email,
      ...(ip === null || ip === unknownAddress ? {} : { ip }),
    })),
  }
}
