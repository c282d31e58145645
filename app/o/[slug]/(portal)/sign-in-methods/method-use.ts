import { mostExamined } from '@/lib/domain/bounded-count'
import type { ConnectionUse } from '@/lib/domain/connections/organization-connection'

/** Who is affected if the method is disabled or deleted. */
export function methodUse(
  { examined, signedIn, stranded, isRequired }: ConnectionUse & { isRequired: boolean },
  isOwn: boolean,
): string[] {
  const isOfAll = examined < mostExamined
  return [
    ...firstOnly(examined),
    signedIn === 0
      ? `${isOfAll ? 'No one' : 'None of them'} is signed in with it now.`
      : `${members(signedIn)} signed in with it now, and must sign in with another method.`,
    stranded === 0
      ? `${isOfAll ? 'Everyone has' : 'All of them have'} another sign-in method.`
      : `${members(stranded)} locked out: they have no other sign-in method here.`,
    ...(isRequired
      ? ['It’s no longer required then: people at your verified domains can use the other methods.']
      : []),
    ...(isOwn ? ['You’re signed in with it yourself. Make sure that another method works for you.'] : []),
  ]
}

/** Says that only the first members were examined, if there are more. */
export function firstOnly(examined: number): string[] {
  return examined < mostExamined
    ? []
    : ['There are many members. This is about the first 1,000; the others are not counted.']
}

function members(count: number): string {
  return count === 1 ? '1 member is' : `${count} members are`
}
