import { DomainError } from '@/lib/errors'
import type { EnabledSettings } from './available-connections'

/**
 * Somebody has to find a way in with what would remain.
 * @throws DomainError conflict
 */
export function assertSignInMethodLeft(remaining: readonly { enabled: EnabledSettings | null }[]): void {
  if (remaining.length === 0)
    throw refused('At least one way to sign in has to stay on. Switch another one on first.')
  if (!remaining.some(({ enabled }) => enabled?.showAsButton))
    throw refused(
      'At least one way to sign in has to stay on the sign-in page. Show another one there first.',
    )
}

function refused(sentence: string): DomainError {
  return new DomainError('conflict', sentence)
}
