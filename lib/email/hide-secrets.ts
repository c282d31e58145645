import { placeholdersOf, type TemplateInput } from './template-input'

const hidden = '••••••'

/** Of an email as it is stored, with placeholders: they stand for what only the recipient may know. */
export function hideSecrets({ from, subject, html, text }: TemplateInput, mailId: string): TemplateInput {
  const { token, code } = placeholdersOf(mailId)
  const hide = (written: string) => written.replaceAll(token, hidden).replaceAll(code, hidden)
  return { from, subject: hide(subject), html: hide(html), text: hide(text) }
}
