/** Who would lose their way in without the method. */
export function methodUse(
  { signedIn, stranded, isRequired }: { signedIn: number; stranded: number; isRequired: boolean },
  isOwn: boolean,
): string[] {
  return [
    signedIn === 0
      ? 'No one is signed in with it now.'
      : `${members(signedIn)} signed in with it now, and must sign in with another method.`,
    stranded === 0
      ? 'Everyone has another sign-in method.'
      : `${members(stranded)} locked out: they have no other sign-in method here.`,
    ...(isRequired
      ? ['It’s no longer required then: people at your verified domains can use the other methods.']
      : []),
    ...(isOwn ? ['You’re signed in with it yourself. Make sure that another method works for you.'] : []),
  ]
}

function members(count: number): string {
  return count === 1 ? '1 member is' : `${count} members are`
}
