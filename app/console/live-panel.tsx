'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { LocalTime } from '@/components/ui/local-time'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { WithoutScript } from '@/components/ui/without-script'

interface Use {
  at: string
  /** Of the user who signed in. */
  email?: string | null
}

interface LivePanelProps {
  kind: keyof typeof words
  /** Of the page. */
  path: string
  /** Of the route that answers the last use, or null. */
  pollPath: string
  /** The last use before the page was rendered. */
  last: Use | null
}

const words = {
  signIn: {
    waiting: 'Waiting for the first sign-in…',
    none: 'No one has signed in yet',
    hint: 'Sign in to your application. This panel changes when someone has.',
  },
  machine: {
    waiting: 'Waiting for the first token…',
    none: 'It has no token yet',
    hint: 'Run the code below. This panel changes when your machine has a token.',
  },
  api: {
    waiting: 'Waiting for the first token…',
    none: 'No token has been issued for this API yet',
    hint: 'This panel changes when an application gets a token for this API.',
  },
}

const intervalMilliseconds = 3_000
const mostPolls = 200

/** Waits for the first use. Without JavaScript, a link loads the page again. */
export function LivePanel({ kind, path, pollPath, last }: LivePanelProps) {
  const [found, setFound] = useState<Use>()
  const [isWaiting, setWaiting] = useState(last === null)
  const [polls, setPolls] = useState(0)

  const poll = useEffectEvent(async () => {
    const use = document.hidden ? null : await fetchUse(pollPath)
    if (use && use.at !== last?.at) setFound(use)
    if (use || polls + 1 >= mostPolls) setWaiting(false)
    setPolls(polls + 1)
  })

  useEffect(() => {
    if (!isWaiting) return
    const timer = setTimeout(() => void poll(), intervalMilliseconds)
    return () => clearTimeout(timer)
  }, [isWaiting, polls])

  if (found) return <Used kind={kind} use={found} isNew />
  if (last && !isWaiting) return <Used kind={kind} use={last} />
  const { waiting, none, hint } = words[kind]
  return (
    <Notice
      role="status"
      title={isWaiting ? waiting : none}
      action={
        !isWaiting && (
          <Button
            onClick={() => {
              setPolls(0)
              setWaiting(true)
            }}
          >
            Check again
          </Button>
        )
      }
    >
      {hint}{' '}
      <WithoutScript>
        <TextLink href={path}>Check again</TextLink>
      </WithoutScript>
    </Notice>
  )
}

interface UsedProps {
  kind: LivePanelProps['kind']
  use: Use
  isNew?: boolean
}

function Used({ kind, use: { at, email }, isNew = false }: UsedProps) {
  const time = <LocalTime value={at} shows="full" />
  if (kind !== 'signIn')
    return <Notice tone="success" role="status" title={<>First token issued at {time}</>} />
  return (
    <Notice tone="success" role="status" title="Your application works">
      Signed in as {email ?? 'someone'} {isNew ? 'just now' : <>on {time}</>}
    </Notice>
  )
}

/** Null as well if the server could not answer. */
async function fetchUse(path: string): Promise<Use | null> {
  const response = await fetch(path, { cache: 'no-store' }).catch(() => null)
  const answer: unknown = response?.ok ? await response.json().catch(() => null) : null
  return isUse(answer) ? answer : null
}

function isUse(answer: unknown): answer is Use {
  return typeof answer === 'object' && answer !== null && 'at' in answer
}
