import type { ReactNode } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form, type FormAction } from '@/components/form/form'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Domain } from '@/lib/domain/domains/queries'
import { CopyValue } from '@/components/ui/copy-value'

interface DomainItemProps {
  domain: Domain
  acts: DomainActs
  /** What people with its addresses can do. */
  joining: ReactNode
  /** The sign-in method that is required for verified domains, and whether there is no other one. */
  required: { name: string; isLast: boolean } | null
}

/** Null: the reader may not. */
export interface DomainActs {
  check: FormAction | null
  route: FormAction | null
  remove: FormAction | null
}

interface DomainFormProps {
  domain: Domain
  action: FormAction
}

export function DomainItem({ domain, acts, joining, required }: DomainItemProps) {
  const isVerified = domain.verifiedAt !== null
  return (
    <li className="flex flex-col gap-3 border-b py-4">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="text-base font-medium wrap-anywhere">{domain.domain}</h3>
        {isVerified ? <Badge tone="success">Verified</Badge> : <Badge tone="warning">Not verified yet</Badge>}
      </div>
      {isVerified ? <Routing domain={domain} required={required} /> : <DnsRecord domain={domain} />}
      {isVerified && joining}
      <div className="flex flex-wrap items-end gap-2">
        {isVerified && acts.route && !required && <RoutingForm action={acts.route} domain={domain} />}
        {!isVerified && acts.check && <CheckForm action={acts.check} domain={domain} />}
        {acts.remove && <RemoveDialog action={acts.remove} domain={domain} required={required} />}
      </div>
    </li>
  )
}

function Routing({ domain, required }: Pick<DomainItemProps, 'domain' | 'required'>) {
  return <p className="wrap-anywhere text-muted-foreground">{routingOf(domain, required?.name)}</p>
}

function routingOf({ domain, useForOrganizationDiscovery }: Domain, required: string | undefined): string {
  if (required !== undefined)
    return `People with @${domain} addresses must sign in with ${required}, except owners.`
  return useForOrganizationDiscovery
    ? `Sign-ins with @${domain} addresses are routed here.`
    : `Sign-ins with @${domain} addresses are not routed here.`
}

function DnsRecord({ domain: { domain, host, verification } }: { domain: Domain }) {
  return (
    <>
      <p className="text-muted-foreground">
        Add this TXT record at the DNS provider of {domain}. It can stay there afterwards.
      </p>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1 text-sm">
        <Line term="Type" value="TXT" />
        <Line term="Name" value={host} copy={`Copy the name of the record for ${domain}`} />
        <Line term="Value" value={verification} copy={`Copy the value of the record for ${domain}`} />
      </dl>
    </>
  )
}

function Line({ term, value, copy }: { term: string; value: string; copy?: string }) {
  return (
    <>
      <dt className="text-muted-foreground">{term}</dt>
      <dd className="flex min-w-0 items-center gap-1">
        <code className="min-w-0 select-all wrap-anywhere">{value}</code>
        {copy !== undefined && <CopyValue value={value} label={copy} />}
      </dd>
    </>
  )
}

function CheckForm({ action, domain: { id, domain } }: DomainFormProps) {
  return (
    <Form action={action} className="flex min-w-0 flex-col gap-2" values={{ id }}>
      <SubmitButton
        variant="secondary"
        size="small"
        className="self-start"
        aria-label={`Check now: ${domain}`}
      >
        Check now
      </SubmitButton>
    </Form>
  )
}

function RoutingForm({ action, domain }: DomainFormProps) {
  const { id, useForOrganizationDiscovery: isRouted } = domain
  return (
    <Form
      action={action}
      act="route-domain"
      actOn={id}
      className="flex min-w-0 flex-col gap-2"
      values={{ id, lead: isRouted ? 'off' : 'on' }}
    >
      <SubmitButton variant="secondary" size="small" className="self-start">
        {isRouted ? 'Stop routing sign-ins here' : 'Route sign-ins here'}
      </SubmitButton>
    </Form>
  )
}

function RemoveDialog({
  action,
  domain: { id, domain, verifiedAt },
  required,
}: DomainFormProps & Pick<DomainItemProps, 'required'>) {
  const ending = required?.isLast
    ? ` It’s the last verified domain, so ${required.name} is no longer required.`
    : ''
  return (
    <ConfirmDialog
      act="remove-domain"
      actOn={id}
      trigger={
        <Button variant="ghost" size="small" aria-label={`Remove ${domain}`}>
          Remove
        </Button>
      }
      title={`Remove ${domain}?`}
      description={
        verifiedAt
          ? 'Sign-ins with these addresses are no longer routed here, and people with them can no longer join or ask to. People who sign in with the organization’s identity provider must confirm their address by email.' +
            ending
          : 'Its DNS record no longer counts. You can add the domain again later with a new record.'
      }
      action={action}
      values={{ id }}
      submit="Remove"
    />
  )
}
