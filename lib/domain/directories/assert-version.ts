import { DomainError } from '@/lib/errors'

/** `expected`: versions that the caller has read; null for any. @throws DomainError conflict at `version` */
export function assertVersion(version: string, expected: readonly string[] | null): void {
  if (expected === null || expected.includes(version)) return
  throw new DomainError('conflict', 'This has changed since it was read. Read it again.', {
    field: 'version',
  })
}

/** Of a user: it changes with what a member’s suspension says, too. */
export function userVersion({ version, active }: { version: number; active: boolean }): string {
  return `${version}${active ? 'a' : 'i'}`
}
