import { DomainError } from '@/lib/errors'
import type { Done } from '@/lib/http/action'

/** To the page of a link, which says why the link does not work. */
export async function redirectIfGone(path: string, work: () => Promise<Done>): Promise<Done> {
  try {
    return await work()
  } catch (error) {
    const isGone = error instanceof DomainError && error.code === 'gone' && error.field === undefined
    if (isGone) return { redirect: path }
    throw error
  }
}
