'use client'

import { useEffect, useRef, useState, type MouseEvent, type ReactNode, type SyntheticEvent } from 'react'
import { buttonStyles } from '@/components/ui/button'
import { OrDivider } from '@/components/ui/or-divider'
import { useDebounce } from '@/components/ui/use-debounce'
import { frontLink, lastTyped, type FrontQuery } from '../front-links'
import { connectionHref } from './with/connection-buttons'

interface Provider {
  slug: string
  connectionId: string
  connectionName: string
}

interface ByAddressProps {
  query: FrontQuery
  field: ReactNode
  /** The methods for everyone; the company’s provider replaces them where the domain has one. */
  children: ReactNode
}

const typingPauseMilliseconds = 400

/** Asks with the domain alone. Without JavaScript, sending the form leads to the same provider. */
export function ByAddress({ query, field, children }: ByAddressProps) {
  const [found, setFound] = useState<{ email: string; provider: Provider } | null>(null)
  const asked = useRef('')
  const { schedule } = useDebounce(typingPauseMilliseconds)

  async function find(email: string) {
    const domain = domainOf(email)
    if (domain === asked.current) return
    asked.current = domain
    const provider = domain === '' ? null : await fetchProvider(domain)
    if (domain === asked.current) setFound(provider && { email, provider })
  }

  function typed(event: SyntheticEvent<HTMLElement>) {
    const { target } = event
    if (!(target instanceof HTMLInputElement)) return
    schedule(() => void find(target.value), event.type === 'blur' ? 0 : undefined)
  }

  return (
    <>
      <div className="contents" onInput={typed} onBlur={typed}>
        {field}
      </div>
      {found ? <ProviderWay {...found} query={query} /> : children}
    </>
  )
}

function ProviderWay({ email, provider, query }: { email: string; provider: Provider; query: FrontQuery }) {
  const link = useRef<HTMLAnchorElement>(null)
  const { slug: organization, connectionId, connectionName } = provider
  const { return_to } = query
  // The password field may have had the focus when it was replaced.
  useEffect(() => {
    if (document.activeElement === document.body) link.current?.focus()
  }, [])
  return (
    <>
      {/* Enter in the email field sends the form: the action then leads to the same provider. */}
      <input type="hidden" name="way" value="mail" />
      <p role="status" data-found-provider="" className="text-muted-foreground">
        People with your email domain sign in with {connectionName}.
      </p>
      <a
        ref={link}
        href={connectionHref(connectionId, { return_to, organization })}
        onClick={(event) => void follow(event, email)}
        className={buttonStyles({ variant: 'primary', width: 'full' })}
      >
        Continue with {connectionName}
      </a>
      <OrDivider />
      <a
        href={frontLink('/sign-in', { return_to, here: '1', again: '1' })}
        onClick={(event) => void follow(event, email)}
        className={buttonStyles({ variant: 'ghost', width: 'full' })}
      >
        Sign in another way
      </a>
    </>
  )
}

/** Empty until it could be one: a dot, and two letters after it. */
function domainOf(email: string): string {
  const domain = email
    .slice(email.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase()
  return email.includes('@') && /\.[^.]{2,}$/.test(domain) ? domain : ''
}

/** The page that follows finds the address in a cookie: its URL does not hold it. In another tab it is typed again. */
async function follow(event: MouseEvent<HTMLAnchorElement>, email: string) {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  const url = new URL(event.currentTarget.href)
  url.searchParams.set('address', lastTyped)
  await fetch('/sign-in/address', { method: 'POST', body: email }).catch(() => undefined)
  window.location.assign(url)
}

async function fetchProvider(domain: string): Promise<Provider | null> {
  try {
    const response = await fetch('/sign-in/provider', { method: 'POST', body: domain })
    const answer: unknown = await response.json()
    return isFound(answer) ? answer.provider : null
  } catch {
    return null
  }
}

function isFound(answer: unknown): answer is { provider: Provider | null } {
  return typeof answer === 'object' && answer !== null && 'provider' in answer
}
