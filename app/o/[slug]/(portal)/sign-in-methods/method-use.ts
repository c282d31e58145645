/** Who would lose their way in without the method. */
export function methodUse(
  { signedIn, stranded }: { signedIn: number; stranded: number },
  isOwn: boolean,
): string[] {
  return [
    signedIn === 0
      ? 'No one is signed in with it now.'
      : `${members(signedIn)} signed in with it now, and must sign in with another method.`,
    stranded === 0
      ? 'Everyone has another sign-in method.'
      : `${members(stranded)} locked out: they have no other sign-in method here.`,
    ...(isOwn ? ['You’re signed in with it yourself. Make sure that another method works for you.'] : []),
  ]
}

function members(count: number): string {
  return count === 1 ? '1 member is' : `${count} members are`
}
