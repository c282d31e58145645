'use client'

import { useEffect, useRef, useState, type MouseEvent, type ReactNode, type SyntheticEvent } from 'react'
import { buttonStyles } from '@/components/ui/button'
import { OrDivider } from '@/components/ui/or-divider'
import { useDebounce } from '@/components/ui/use-debounce'
import { pathWith } from '@/lib/http/page-query'
import { lastTyped, type FrontQuery } from '../front-links'
import { connectionHref } from './with/connection-buttons'

interface Organization {
  slug: string
  displayName: string
  /** Of the provider for the domain. Null: the organization’s page offers what it allows. */
  connectionId: string | null
  connectionName: string | null
  isRequired: boolean
}

interface ByAddressProps {
  query: FrontQuery
  field: ReactNode
  /** The methods for everyone: the organization’s replace them once the domain leads to one. */
  children: ReactNode
}

const typingPauseMilliseconds = 400

/** Only the domain is sent. Without JavaScript, submitting the form leads to the same page. */
export function ByAddress({ query, field, children }: ByAddressProps) {
  const [found, setFound] = useState<{ email: string; organization: Organization } | null>(null)
  const latest = useRef('')
  const { schedule } = useDebounce(typingPauseMilliseconds)

  async function find(email: string) {
    const domain = domainOf(email)
    if (domain === latest.current) return
    latest.current = domain
    const organization = domain === '' ? null : await fetchOrganization(domain)
    if (domain !== latest.current) return
    setFound(organization && replacesMethods(organization, query) ? { email, organization } : null)
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
      {found ? <OrganizationSignIn {...found} query={query} /> : children}
    </>
  )
}

/** At an organization’s own page, only what it requires replaces the methods. */
function replacesMethods({ slug, isRequired }: Organization, { organization: at }: FrontQuery): boolean {
  return !at || (isRequired && slug === at)
}

interface OrganizationSignInProps {
  email: string
  organization: Organization
  query: FrontQuery
}

function OrganizationSignIn({ email, organization, query }: OrganizationSignInProps) {
  const { return_to, organization: at } = query
  const link = useRef<HTMLAnchorElement>(null)
  const { text, href, label } = signInLinkOf(organization, return_to)
  // The password field may have had the focus when it was replaced.
  useEffect(() => {
    if (document.activeElement === document.body) link.current?.focus()
  }, [])
  return (
    <>
      {/* Enter in the email field sends the form: the action then leads to the same page. */}
      <input type="hidden" name="way" value="mail" />
      <p role="status" data-found-organization="" className="text-muted-foreground">
        {text}
      </p>
      <a
        ref={link}
        href={href}
        onClick={(event) => void follow(event, email)}
        className={buttonStyles({ variant: 'primary', width: 'full' })}
      >
        {label}
      </a>
      <OrDivider />
      <a
        href={pathWith(at ? `/o/${at}` : '/sign-in', { return_to, here: '1', again: '1' })}
        onClick={(event) => void follow(event, email)}
        className={buttonStyles({ variant: 'ghost', width: 'full' })}
      >
        Sign in another way
      </a>
    </>
  )
}

function signInLinkOf(
  { slug, displayName, connectionId, connectionName }: Organization,
  return_to: string | undefined,
): { text: string; href: string; label: string } {
  const start = 'People with your email domain sign in'
  return connectionId === null
    ? {
        text: `${start} at ${displayName}.`,
        href: pathWith(`/o/${slug}`, { return_to, again: '1', found: '1' }),
        label: `Continue to ${displayName}`,
      }
    : {
        text: `${start} with ${connectionName ?? displayName}.`,
        href: connectionHref(connectionId, { return_to, organization: slug }),
        label: `Continue with ${connectionName ?? displayName}`,
      }
}

/** Empty until it could be a domain: a dot, and two characters after it. */
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

async function fetchOrganization(domain: string): Promise<Organization | null> {
  try {
    const response = await fetch('/sign-in/organization', { method: 'POST', body: domain })
    const answer: unknown = await response.json()
    return isFound(answer) ? answer.organization : null
  } catch {
    return null
  }
}

function isFound(answer: unknown): answer is { organization: Organization | null } {
  return typeof answer === 'object' && answer !== null && 'organization' in answer
}
