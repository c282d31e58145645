import { notFound } from 'next/navigation'
import { DomainError } from '@/lib/errors'

/** Turns a refusal while a page renders into the page for it: `await getRole(…).catch(orNotFound)`. */
export function orNotFound(error: unknown): never {
  if (error instanceof DomainError && error.code === 'not_found') notFound()
  throw error
}
