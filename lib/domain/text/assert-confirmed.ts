import { invalid } from '@/lib/errors'
import { fold } from './fold'

/** @param typed undefined for callers who confirm by the id alone. @throws DomainError invalid at `confirmation` */
export function assertConfirmed(name: string, typed: string | undefined): void {
  if (typed === undefined || fold(typed.slice(0, 1000)) === fold(name)) return
  throw invalid('confirmation', `Type ${name} to delete it.`)
}
