'use client'

import { signOut } from 'next-auth/react'

/** Ends the session here, and goes on to end Foyer’s. */
export function SignOutButton({ onTo }: { onTo: string }) {
  async function leave() {
    await signOut({ redirect: false })
    window.location.assign(onTo)
  }
  return (
    <button type="button" onClick={() => void leave()}>
      Sign out
    </button>
  )
}
