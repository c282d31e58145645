'use client'

import { signIn } from 'next-auth/react'
import { useEffect, useRef } from 'react'

type Parameters = Record<string, string>

/** Goes to Foyer at once. The button is for users who come back to this page. */
export function SignIn({ parameters }: { parameters: Parameters }) {
  const begun = useRef(false)
  useEffect(() => {
    if (!begun.current) begin(parameters)
    begun.current = true
  }, [parameters])
  return (
    <main>
      <h1>Taking you to sign in…</h1>
      <button type="button" onClick={() => begin(parameters)}>
        Continue
      </button>
    </main>
  )
}

function begin(parameters: Parameters): void {
  void signIn('foyer', { callbackUrl: '/' }, parameters)
}
