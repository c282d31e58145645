import { DomainError } from '@/lib/errors'
import type { Api } from '../apis/read-api'

/** @throws DomainError invalid at `scope` for what is no permission of the API */
export function judgeScope({ permissions }: Api, scope: readonly string[]): void {
  const known = new Set(permissions.map(({ name }) => name))
  const unknown = scope.filter((name) => !known.has(name))
  if (unknown.length === 0) return
  const sentence = `One or more of the specified scopes do not exist at this API: ${unknown.slice(0, 10).join(', ')}`
  throw new DomainError('invalid', sentence, { field: 'scope' })
}
