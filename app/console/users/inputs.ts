import { z } from 'zod'
import type { BySession } from '@/lib/access'
import { DomainError } from '@/lib/errors'

export const userId = z.string().min(1).max(300)

export const verification = z.enum(['email', 'verified'], { error: 'Choose one.' })

export function verificationOptionsWith(canSendEmail: boolean) {
  const unverified = canSendEmail
    ? 'Send an email that verifies it'
    : 'Not known: no email can be sent to verify it'
  return [
    { value: 'email', label: unverified },
    { value: 'verified', label: 'It is verified already' },
  ]
}

/** Operators could lock themselves out. @throws DomainError conflict */
export function assertNotSelf({ caller }: BySession, id: string, sentence: string): void {
  if (caller.userId === id) throw new DomainError('conflict', sentence)
}

/** @throws DomainError conflict at `email`, for any conflict */
export function addressTaken(error: unknown): never {
  if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
  throw new DomainError('conflict', 'Another user has this address.', { field: 'email' })
}
