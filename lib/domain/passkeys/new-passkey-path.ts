/** The page on which a person who has just signed in creates a passkey, and goes on to `returnTo`, a path. */
export function newPasskeyPath(returnTo: string): string {
  return `/account/passkey/new?${new URLSearchParams({ return_to: returnTo }).toString()}`
}
