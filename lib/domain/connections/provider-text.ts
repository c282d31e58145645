import { invalid } from '@/lib/errors'

/** Of printable ASCII without spaces. @throws DomainError invalid, at the field */
export function parseText(
  text: string,
  { field, label, max }: { field: string; label: string; max: number },
): string {
  if (text === '') throw invalid(field, `${label} cannot be empty.`)
  if (text.length > max) throw invalid(field, `${label} can have at most ${max} characters.`)
  if (/[^\x21-\x7e]/.test(text)) throw invalid(field, `${label} cannot contain spaces or unusual characters.`)
  return text
}
