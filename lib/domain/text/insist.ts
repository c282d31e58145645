import { DomainError } from '@/lib/errors'
import type { Parsed } from './parsed'

/**
 * What a parser found, where a verb is the last to look.
 * @throws DomainError invalid at `field`
 */
export function insist<T>(parsed: Parsed<T>, field: string): T {
  if (parsed.ok) return parsed.value
  throw new DomainError('invalid', parsed.problem, { field })
}
