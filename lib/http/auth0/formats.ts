import { z } from 'zod'
import { emailAddress as anyEmailAddress, type EmailAddress } from '@/lib/domain/text/email-address'
import { ben } from './example'

/** Auth0’s sentence for a text that is not of one of its formats. */
export function notOfFormat(format: string): (issue: { input?: unknown }) => string {
  return ({ input }) =>
    `Object didn't pass validation for format ${format}: ${String(input).slice(0, 254).toWellFormed()}`
}

export const color = z
  .string()
  .regex(/^#(([0-9a-fA-F]{3}){1,2}|([0-9a-fA-F]{4}){1,2})$/, { error: notOfFormat('html-color') })
  .meta({ example: '#0059d6' })

export const secureUrl = z
  .string()
  .max(2000)
  .refine((text) => URL.parse(text)?.protocol === 'https:', {
    error: notOfFormat('strict-https-uri-or-null'),
  })

export const emailAddress = z
  .string()
  .transform((text, context): EmailAddress => {
    const { data: address } = anyEmailAddress.safeParse(text)
    if (address) return address
    context.addIssue(notOfFormat('email')({ input: text }))
    return z.NEVER
  })
  .meta({ example: ben.email })
