import { accepted, type Parsed } from '@/lib/domain/text/parsed'
import { parseColour } from './colour'

/** A colour, or null where none is wanted. */
export function parseOwnColour(text: string): Parsed<string | null> {
  return text.trim() === '' ? accepted(null) : parseColour(text)
}
