import type { LoggedRequest } from '@/lib/domain/directories/get-directory'

const acts: Record<string, string> = {
  GET: 'Read',
  POST: 'Create',
  PUT: 'Replace',
  PATCH: 'Change',
  DELETE: 'Delete',
}

const resources: Record<string, { one: string; many: string }> = {
  Users: { one: 'user', many: 'users' },
  Groups: { one: 'group', many: 'groups' },
}

/** “Change user ann@acme.test”; of one that the directory no longer has, without a name. */
export function requestSentence({ method, resource, name }: LoggedRequest): string {
  const act = acts[method] ?? method
  const words = resources[resource]
  if (!words) return `${act} ${resource}`
  if (name !== null) return `${act} ${words.one} ${name}`
  return `${act} ${method === 'GET' ? words.many : words.one}`
}

const reasons: Record<string, string> = {
  unverified_domain: 'The address is not at a verified domain.',
  last_owner: 'The organization needs at least one owner.',
  not_yours_to_give: 'More permissions are needed than directory sync runs with.',
  uniqueness: 'It exists already.',
  not_found: 'There is no such user or group.',
  '404': 'There is no such resource.',
  version: 'It was changed meanwhile.',
  invalidFilter: 'The filter is not supported.',
  invalidPath: 'The path is not supported.',
  invalidSyntax: 'The body is not valid.',
  invalidValue: 'A value is not valid.',
  noTarget: 'The operation names nothing to change.',
  too_many: 'There were too many requests.',
  unavailable: 'The service could not answer.',
}

export function outcomeOf({ status, reason }: LoggedRequest): string {
  if (status < 400) return 'Done'
  return reasons[reason ?? ''] ?? 'Refused'
}
