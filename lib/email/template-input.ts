import { z } from 'zod'
import { env } from '@/lib/env'
import type { Email } from './mail'
import { plainName } from './plain-name'
import { renderEmail } from './render'

const draft = z.object({ from: z.string(), subject: z.string(), html: z.string(), text: z.string() })

/** A mail as written, with marks where the secrets go: fit to be kept. */
export type TemplateInput = z.infer<typeof draft>

/** What only the recipient may know: the end of the link, the code. */
export interface Secrets {
  token: string
  code: string
}

/** Stand for the secrets of one mail. Random as its id is, so that no name can hold them. */
export function marksOf(mailId: string): Secrets {
  const own = mailId.replace(/^mail_/, '')
  return { token: `token0${own}`, code: `code0${own}` }
}

/** What a row keeps, or null where nothing was written yet. */
export function templateInputOf(kept: unknown): TemplateInput | null {
  return kept === null ? null : draft.parse(kept)
}

export async function serializeInput(mail: Email): Promise<TemplateInput> {
  const { subject, html, text } = await renderEmail(mail)
  return { from: senderOf(mail), subject, html, text }
}

/** The mail as it leaves: secrets in the places of their marks. */
export function filled(
  { from, subject, html, text }: TemplateInput,
  given: { id: string; secrets: Secrets },
): TemplateInput {
  const marks = marksOf(given.id)
  const fill = (text: string) =>
    text.replaceAll(marks.token, given.secrets.token).replaceAll(marks.code, given.secrets.code)
  return { from, subject, html: fill(html), text: fill(text) }
}

/** `"Acme via Lumen" <hello@example.com>`: quotes, brackets and line ends have no place in a name here. */
function senderOf({ brand, tenantName }: Email): string {
  const [organization, tenant] = [brand.displayName, tenantName].map((name) => headerName(name))
  const name = organization === tenant ? tenant : `${organization} via ${tenant}`
  return `"${name}" <${senderAddress(env().emailFrom)}>`
}

function headerName(name: string): string {
  return plainName(name.replace(/["\\<>@,;:]/g, ' '), 40)
}

/** The address in `Foyer <hello@example.com>`, or the whole where there is no more. */
function senderAddress(from: string): string {
  return (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from).trim()
}
