'use client'

import { signOut } from 'next-auth/react'

/** Ends the session here, then Foyer’s. */
export function SignOutButton({ signOutUrl }: { signOutUrl: string }) {
  async function leave() {
    await signOut({ redirect: false })
    window.location.assign(signOutUrl)
  }
  return (
    <button type="button" onClick={() => void leave()}>
      Sign out
    </button>
  )
}
