import { z } from 'zod'
import type { Brand, Email } from './email'
import { plainName } from './plain-name'
import { renderEmail } from './render'
import type { Mailbox } from './sender'

const draft = z.object({
  from: z.string(),
  replyTo: z.string().optional(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
})

/** With placeholders instead of secrets, so that it can be stored. */
export type TemplateInput = z.infer<typeof draft>

/** Only the recipient may know these: the token in the link, and the code. */
export interface Secrets {
  token: string
  code: string
}

/** They contain the email’s random id, so that no name can contain them. */
export function placeholdersOf(mailId: string): Secrets {
  const own = mailId.replace(/^mail_/, '')
  return { token: `token0${own}`, code: `code0${own}` }
}

export function templateInputOf(kept: unknown): TemplateInput | null {
  return kept === null ? null : draft.parse(kept)
}

export async function serializeInput(mail: Email, sender: Mailbox): Promise<TemplateInput> {
  const { subject, html, text } = await renderEmail(mail)
  const replyTo = sender.replyTo === null ? {} : { replyTo: sender.replyTo }
  return { from: senderOf(mail, sender), ...replyTo, subject, html, text }
}

export function fillPlaceholders(
  written: TemplateInput,
  given: { id: string; secrets: Secrets },
): TemplateInput {
  const placeholders = placeholdersOf(given.id)
  const fill = (text: string) =>
    text.replaceAll(placeholders.token, given.secrets.token).replaceAll(placeholders.code, given.secrets.code)
  return { ...written, html: fill(written.html), text: fill(written.text) }
}

/** Removes quotes, brackets and line breaks from names: `"Acme via Lumen" <hello@example.com>`. */
export function senderOf(
  { brand, tenantName }: { brand: Pick<Brand, 'displayName'>; tenantName: string },
  { name, address }: Omit<Mailbox, 'replyTo'>,
): string {
  const sender = headerName(name ?? tenantName)
  const isTenants = brand.displayName === tenantName
  const organization = headerName(brand.displayName)
  return `"${isTenants || organization === sender ? sender : `${organization} via ${sender}`}" <${address}>`
}

function headerName(name: string): string {
  return plainName(name.replace(/["\\<>@,;:]/g, ' '), 40)
}
