import { DomainError } from '@/lib/errors'
import type { Done } from '@/lib/http/action'
import { confirmPath, type Continued } from './confirm-path'

/** Leads to a new sign-in and back where the act requires a recent one. */
export async function confirmFirst(continued: Continued, act: () => Promise<Done>): Promise<Done> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof DomainError && error.code === 'sign_in_again')
      return { redirect: confirmPath(continued) }
    throw error
  }
}
