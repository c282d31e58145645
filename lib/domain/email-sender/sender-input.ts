import { z } from 'zod'
import { webhookSecretPattern } from '@/lib/env'
import { displayName } from '../text/display-name'
import { emailAddress } from '../text/email-address'
import { parseInput } from '../text/parse-input'

/** Undefined stays as it is; null is removed. A secret is never read back, so it is replaced or kept. */
export interface EmailSenderUpdate {
  fromName?: string | null | undefined
  fromAddress?: string | null | undefined
  replyTo?: string | null | undefined
  apiKey?: string | undefined
  webhookSecret?: string | null | undefined
}

/** @throws DomainError invalid, at the field */
export function parseSenderInput(input: EmailSenderUpdate): EmailSenderUpdate {
  const address = (text: string, field: string) => parseInput(emailAddress, text, field).email
  return {
    fromName: optional(input.fromName, (text) => parseInput(senderName, text, 'from_name')),
    fromAddress: optional(input.fromAddress, (text) => address(text, 'from_address')),
    replyTo: optional(input.replyTo, (text) => address(text, 'reply_to')),
    apiKey: input.apiKey === undefined ? undefined : parseInput(resendApiKey, input.apiKey, 'api_key'),
    webhookSecret: optional(input.webhookSecret, (text) => parseInput(signingSecret, text, 'webhook_secret')),
  }
}

function optional<T>(text: T | null | undefined, parse: (text: T) => T): T | null | undefined {
  return text === null || text === undefined ? text : parse(text)
}

const senderName = displayName({ label: 'From name', max: 40 }).refine(
  (name) => !/["\\@,;:()[\]]/.test(name),
  'From name cannot contain quotes, brackets, @ or other characters that separate addresses.',
)

const resendApiKey = z
  .string()
  .regex(/^re_\w{8,200}$/, 'This is not an API key of Resend. It begins with re_ and has letters and digits.')

const signingSecret = z
  .string()
  .max(200, 'This is too long for a signing secret.')
  .regex(webhookSecretPattern, 'This is not the signing secret of a webhook. It begins with whsec_.')
  .refine((text) => text.length >= 24, 'This signing secret is too short.')
