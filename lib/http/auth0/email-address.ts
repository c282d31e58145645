import { z } from 'zod'
import { emailAddress as anyEmailAddress, type EmailAddress } from '@/lib/domain/text/email-address'
import { ben } from './example'
import { notOfFormat } from './format'

export const emailAddress = z
  .string()
  .transform((text, context): EmailAddress => {
    const { data: address } = anyEmailAddress.safeParse(text)
    if (address) return address
    context.addIssue(notOfFormat('email')({ input: text }))
    return z.NEVER
  })
  .meta({ example: ben.email })
