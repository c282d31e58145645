import { DomainError } from '@/lib/errors'
import type { ApiProblem } from './problem'

/** For the catch of a verb that names several things: answers by its `field`, and rethrows other errors. */
export function absentPart(problems: Record<string, () => ApiProblem>): (error: unknown) => never {
  return (error) => {
    const isAbsent = error instanceof DomainError && error.code === 'not_found'
    const problem = isAbsent && error.field !== undefined ? problems[error.field] : undefined
    throw problem ? problem() : error
  }
}
