import { may, type OrganizationActor } from '@/lib/access'
import type { Domain } from '@/lib/domain/domains/read-domain'
import { DomainsList } from '../../../../o/[slug]/(portal)/sign-in-methods/domains-list'
import { checkDomain, createDomain, deleteDomain, routeDomain } from './actions'

export function Domains({ actor, domains }: { actor: OrganizationActor; domains: Domain[] }) {
  const { organizationId: id } = actor
  const mayChange = may(actor, 'update:organization_discovery_domains')
  return (
    <DomainsList
      text="Sign-ins with addresses at a verified domain can be routed to the organization’s sign-in page."
      whose="its members’"
      domains={domains}
      acts={{
        create: may(actor, 'create:organization_discovery_domains') ? createDomain.bind(null, id) : null,
        check: mayChange ? checkDomain.bind(null, id) : null,
        route: mayChange ? routeDomain.bind(null, id) : null,
        remove: may(actor, 'delete:organization_discovery_domains') ? deleteDomain.bind(null, id) : null,
      }}
    />
  )
}
