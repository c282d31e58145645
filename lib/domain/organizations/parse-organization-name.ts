import { parseName } from '@/lib/domain/text/parse-name'
import type { Parsed } from '@/lib/domain/text/parsed'

export function parseOrganizationName(text: string): Parsed<string> {
  return parseName(text, { label: 'An organization’s name', max: 100 })
}
