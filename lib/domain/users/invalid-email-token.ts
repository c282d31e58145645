import { DomainError } from '@/lib/errors'
import type { ProofKey } from './consume-email-token'

/** The one refusal for links and codes: wrong, used, expired and foreign look alike. */
export function invalidEmailToken(key: ProofKey): DomainError {
  if ('token' in key)
    return new DomainError('gone', 'This link has been used or has expired. Ask for a new one.')
  const sentence =
    'That code does not work. Check it, or ask for a new one: each works once, for a short time and few tries.'
  return new DomainError('gone', sentence, { field: 'code' })
}
