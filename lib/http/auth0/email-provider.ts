import { z } from 'zod'
import type { EmailSender } from '@/lib/domain/email-sender/email-sender'
import type { MailServerInput } from '@/lib/domain/email-sender/mail-server-input'
import type { EmailSenderUpdate } from '@/lib/domain/email-sender/update-email-sender'
import { notFound } from '@/lib/errors'
import { literalFlag } from './literal'
import { invalidInput, notFoundOf } from './problem'

const text = z.string().max(2000)
const example = { from: 'support@lumen.test', host: 'smtp.lumen.test', port: 587, user: 'foyer' }

export const noEmailProvider = notFoundOf(
  'There is not a configured email provider',
  'inexistent_email_provider',
)

const name = z
  .enum(['smtp', 'resend'], 'The supported providers are resend and smtp.')
  .meta({ example: 'smtp' })
const enabled = literalFlag(true, 'A provider that is not enabled cannot be stored: delete it instead.')
const fromAddress = text
  .describe('The address that emails come from, without a name.')
  .meta({ example: example.from })
const settings = z
  .strictObject({ headers: z.strictObject({}).nullish() }, 'Foyer has no settings of email providers.')
  .nullish()

const credentials = z
  .strictObject({
    api_key: text.optional().describe('Required for resend. Never returned.'),
    smtp_host: text
      .optional()
      .describe('Required for smtp. A public host, or one that the server’s settings list.'),
    smtp_port: z
      .int()
      .min(1)
      .max(65_535)
      .optional()
      .describe('Required for smtp. TLS is from the first byte on 465, by STARTTLS on others.'),
    smtp_user: text.nullish().describe('Null or absent for a server without a login.'),
    smtp_pass: text
      .optional()
      .describe('Never returned. Without it the stored one stays, for the same host, port and user only.'),
  })
  .meta({
    example: {
      smtp_host: example.host,
      smtp_port: example.port,
      smtp_user: example.user,
      smtp_pass: 'a-password-of-the-server',
    },
  })

export const newEmailProvider = z.strictObject({
  name,
  enabled,
  default_from_address: fromAddress,
  credentials,
  settings,
})

export const emailProviderChange = z
  .strictObject({ name, enabled, default_from_address: fromAddress, credentials, settings })
  .partial()

export const emailProviderAnswer = z.strictObject({
  name,
  enabled: z.literal(true),
  default_from_address: fromAddress,
  credentials: z
    .strictObject({ smtp_host: text, smtp_port: z.int(), smtp_user: text })
    .partial()
    .describe('Without secrets; empty for resend.')
    .meta({ example: { smtp_host: example.host, smtp_port: example.port, smtp_user: example.user } }),
  settings: z.strictObject({}),
})

/** @throws DomainError not_found for a tenant that sends by the environment’s account */
export function emailProviderWire({ fromAddress: from, mailServer }: EmailSender) {
  if (from === null) throw notFound()
  const server = mailServer && {
    smtp_host: mailServer.host,
    smtp_port: mailServer.port,
    ...(mailServer.user === null ? {} : { smtp_user: mailServer.user }),
  }
  return {
    name: server ? ('smtp' as const) : ('resend' as const),
    enabled: true as const,
    default_from_address: from,
    credentials: server ?? {},
    settings: {},
  }
}

/** @throws ApiProblem 400 */
export function newProviderInput(body: z.output<typeof newEmailProvider>): EmailSenderUpdate {
  const account = accountInput(body.name, body.credentials, null)
  return { fromAddress: body.default_from_address, ...account }
}

/** @throws ApiProblem 400, DomainError not_found */
export function changedProviderInput(
  { name: given, default_from_address: from, credentials: sent }: z.output<typeof emailProviderChange>,
  present: EmailSender,
): EmailSenderUpdate {
  const presentName = emailProviderWire(present).name
  if (sent !== undefined)
    return { fromAddress: from, ...accountInput(given ?? presentName, sent, present.mailServer) }
  if (given !== undefined && given !== presentName)
    throw invalidInput('body', 'Missing required property: credentials')
  return { fromAddress: from }
}

function accountInput(
  provider: z.output<typeof name>,
  sent: z.output<typeof credentials>,
  present: EmailSender['mailServer'],
): Pick<EmailSenderUpdate, 'apiKey' | 'mailServer'> {
  const { api_key: apiKey, ...ofServer } = sent
  if (provider === 'smtp') {
    assertNone({ api_key: apiKey }, provider)
    return { mailServer: mailServerInput(ofServer, present) }
  }
  assertNone(ofServer, provider)
  return { apiKey: required('api_key', apiKey) }
}

function mailServerInput(
  sent: Omit<z.output<typeof credentials>, 'api_key'>,
  present: EmailSender['mailServer'],
): MailServerInput {
  return {
    host: required('smtp_host', sent.smtp_host ?? present?.host),
    port: required('smtp_port', sent.smtp_port ?? present?.port),
    user: sent.smtp_user === undefined ? (present?.user ?? null) : sent.smtp_user,
    password: sent.smtp_pass,
  }
}

function required<T>(property: string, value: T | undefined): T {
  if (value === undefined)
    throw invalidInput('body', `Missing required property: ${property}`, ['credentials'])
  return value
}

function assertNone(properties: Record<string, unknown>, provider: string): void {
  const [other] = Object.keys(properties).filter((key) => properties[key] !== undefined)
  if (other !== undefined)
    throw invalidInput('body', `The provider ${provider} has no such property`, ['credentials', other])
}
