import { may, type OrganizationActor } from '@/lib/access'
import { checkDomain, createDomain, deleteDomain, routeDomain, saveJoining } from './actions'
import type { DomainsPage } from './domains'
import { DomainJoining } from './domain-joining'
import { DomainsList } from './domains-list'

interface DomainsSectionProps extends DomainsPage {
  organization: { slug: string; displayName: string }
  actor: OrganizationActor
  required: string | null
}

export function DomainsSection({ organization, actor, required, domains, joining }: DomainsSectionProps) {
  const { slug, displayName } = organization
  const mayChange = may(actor, 'update:organization_discovery_domains')
  return (
    <DomainsList
      text={`Verify a domain to route sign-ins with its addresses to ${displayName}’s sign-in page, and to let people with them join. People who sign in with your identity provider then don’t need to confirm their address by email.`}
      whose="your"
      required={required}
      domains={domains}
      acts={{
        create: may(actor, 'create:organization_discovery_domains') ? createDomain.bind(null, slug) : null,
        check: mayChange ? checkDomain.bind(null, slug) : null,
        route: mayChange ? routeDomain.bind(null, slug) : null,
        remove: may(actor, 'delete:organization_discovery_domains') ? deleteDomain.bind(null, slug) : null,
      }}
      joiningOf={(domain) => (
        <DomainJoining
          save={saveJoining.bind(null, slug)}
          domain={domain}
          joining={joining}
          requests="Their requests are listed under Invitations."
        />
      )}
    />
  )
}
