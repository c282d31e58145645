import { z } from 'zod'
import { parseEmail, type EmailAddress } from '@/lib/domain/text/parse-email'
import { ben } from './example'
import { notOfFormat } from './format'

export const emailAddress = z
  .string()
  .transform((text, context): EmailAddress => {
    const outcome = parseEmail(text)
    if (outcome.ok) return outcome.value
    context.addIssue({ code: 'custom', message: notOfFormat('email')({ input: text }) })
    return z.NEVER
  })
  .meta({ example: ben.email })
