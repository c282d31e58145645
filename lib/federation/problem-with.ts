import type { FailureReason } from '@/lib/domain/connections/connection-failures'
import type { Provider } from '@/lib/domain/connections/find-provider'
import { waitElsewhere } from '@/lib/waiting-elsewhere'
import { configurationOf } from './configuration'
import { problemOf } from './provider-problem'

/** Null if its discovery document is usable. */
export async function problemWith(provider: Provider): Promise<FailureReason | null> {
  try {
    await waitElsewhere(() => configurationOf(provider))
    return null
  } catch (error) {
    const problem = problemOf(error)
    if (problem === null) throw error
    return problem.reason
  }
}
