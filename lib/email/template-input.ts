import { z } from 'zod'
import { env } from '@/lib/env'
import type { Brand, Email } from './mail'
import { plainName } from './plain-name'
import { renderEmail } from './render'

const draft = z.object({ from: z.string(), subject: z.string(), html: z.string(), text: z.string() })

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

export async function serializeInput(mail: Email): Promise<TemplateInput> {
  const { subject, html, text } = await renderEmail(mail)
  return { from: senderOf(mail), subject, html, text }
}

export function fillPlaceholders(
  { from, subject, html, text }: TemplateInput,
  given: { id: string; secrets: Secrets },
): TemplateInput {
  const placeholders = placeholdersOf(given.id)
  const fill = (text: string) =>
    text.replaceAll(placeholders.token, given.secrets.token).replaceAll(placeholders.code, given.secrets.code)
  return { from, subject, html: fill(html), text: fill(text) }
}

/** Removes quotes, brackets and line breaks from names: `"Acme via Lumen" <hello@example.com>`. */
export function senderOf({
  brand,
  tenantName,
}: {
  brand: Pick<Brand, 'displayName'>
  tenantName: string
}): string {
  const [organization, tenant] = [brand.displayName, tenantName].map((name) => headerName(name))
  const name = organization === tenant ? tenant : `${organization} via ${tenant}`
  return `"${name}" <${senderAddress(env().emailFrom)}>`
}

function headerName(name: string): string {
  return plainName(name.replace(/["\\<>@,;:]/g, ' '), 40)
}

function senderAddress(from: string): string {
  return (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from).trim()
}
