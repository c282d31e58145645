import { z } from 'zod'
import type { BySession } from '@/lib/access'
import { DomainError } from '@/lib/errors'

export const userId = z.string().min(1).max(300)

/** Operators could lock themselves out. @throws DomainError conflict */
export function assertOther({ caller }: BySession, id: string, sentence: string): void {
  if (caller.userId === id) throw new DomainError('conflict', sentence)
}
