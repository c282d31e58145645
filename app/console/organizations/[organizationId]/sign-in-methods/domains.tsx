import { may, type OrganizationActor } from '@/lib/access'
import type { DomainsPage } from '../../../../o/[slug]/(portal)/sign-in-methods/domains'
import { DomainJoining } from '../../../../o/[slug]/(portal)/sign-in-methods/domain-joining'
import { DomainsList } from '../../../../o/[slug]/(portal)/sign-in-methods/domains-list'
import { checkDomain, createDomain, deleteDomain, routeDomain, saveJoining } from './actions'

interface DomainsProps extends DomainsPage {
  actor: OrganizationActor
  required: string | null
}

export function Domains({ actor, required, domains, joining }: DomainsProps) {
  const { organizationId: id } = actor
  const mayChange = may(actor, 'update:organization_discovery_domains')
  return (
    <DomainsList
      text="Sign-ins with addresses at a verified domain can be routed to the organization’s sign-in page, and people with them can join."
      whose="its members’"
      required={required}
      domains={domains}
      acts={{
        create: may(actor, 'create:organization_discovery_domains') ? createDomain.bind(null, id) : null,
        check: mayChange ? checkDomain.bind(null, id) : null,
        route: mayChange ? routeDomain.bind(null, id) : null,
        remove: may(actor, 'delete:organization_discovery_domains') ? deleteDomain.bind(null, id) : null,
      }}
      joiningOf={(domain) => (
        <DomainJoining
          save={saveJoining.bind(null, id)}
          domain={domain}
          joining={joining}
          requests="Members who can invite people decide on their requests."
        />
      )}
    />
  )
}
