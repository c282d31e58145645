'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { LocalTime } from '@/components/ui/local-time'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { WithoutScript } from '@/components/ui/without-script'

interface SignIn {
  at: string
  email: string | null
}

interface SignInPanelProps {
  /** Of the page. */
  path: string
  /** When the page was rendered. */
  last: SignIn | null
}

const pauseMilliseconds = 3_000
const mostQuestions = 200

/** Turns when someone signs in to the application. Without JavaScript, a link loads the page again. */
export function SignInPanel({ path, last }: SignInPanelProps) {
  const [found, setFound] = useState<SignIn>()
  const [isWaiting, setWaiting] = useState(last === null)
  const [questions, setQuestions] = useState(0)

  const ask = useEffectEvent(async () => {
    const signIn = document.hidden ? null : await askFor(`${path}/last-sign-in`)
    if (signIn && signIn.at !== last?.at) setFound(signIn)
    if (signIn || questions + 1 >= mostQuestions) setWaiting(false)
    setQuestions(questions + 1)
  })

  useEffect(() => {
    if (!isWaiting) return
    const timer = setTimeout(() => void ask(), pauseMilliseconds)
    return () => clearTimeout(timer)
  }, [isWaiting, questions])

  if (found) return <SignedIn signIn={found} when="just now" />
  if (last && !isWaiting) return <SignedIn signIn={last} />
  return (
    <Notice
      role="status"
      title={isWaiting ? 'Waiting for the first sign-in…' : 'No one has signed in yet'}
      action={
        !isWaiting && (
          <Button
            onClick={() => {
              setQuestions(0)
              setWaiting(true)
            }}
          >
            Check again
          </Button>
        )
      }
    >
      Sign in to your application. This panel changes when someone has.{' '}
      <WithoutScript>
        <TextLink href={path}>Check again</TextLink>
      </WithoutScript>
    </Notice>
  )
}

function SignedIn({ signIn: { at, email }, when }: { signIn: SignIn; when?: string }) {
  return (
    <Notice tone="success" role="status" title="Your application works">
      Signed in as {email ?? 'someone'} {when ?? <LocalTime value={at} shows="full" />}
    </Notice>
  )
}

/** Null as well if the server could not answer. */
async function askFor(path: string): Promise<SignIn | null> {
  const response = await fetch(path, { cache: 'no-store' }).catch(() => null)
  const said: unknown = response?.ok ? await response.json().catch(() => null) : null
  return isSignIn(said) ? said : null
}

function isSignIn(said: unknown): said is SignIn {
  return typeof said === 'object' && said !== null && 'at' in said && 'email' in said
}
