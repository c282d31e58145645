import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { may, type OrganizationActor } from '@/lib/access'
import { checkDomain, createDomain, deleteDomain, routeDomain } from './actions'
import type { DomainsPage } from './domains'
import { DomainItem } from './domain-item'
import { DomainJoining } from './domain-joining'

interface DomainsSectionProps extends DomainsPage {
  organization: { slug: string; displayName: string }
  actor: OrganizationActor
}

export function DomainsSection({ organization, actor, domains, joining }: DomainsSectionProps) {
  const { slug, displayName } = organization
  const mayChange = may(actor, 'update:organization_discovery_domains')
  const acts = {
    check: mayChange ? checkDomain.bind(null, slug) : null,
    route: mayChange ? routeDomain.bind(null, slug) : null,
    remove: may(actor, 'delete:organization_discovery_domains') ? deleteDomain.bind(null, slug) : null,
  }
  return (
    <Section
      title="Domains"
      text={`Verify a domain to route sign-ins with its addresses to ${displayName}’s sign-in page, and to let people with them join. People who sign in with your identity provider then don’t need to confirm their address by email.`}
    >
      {domains.length === 0 ? (
        <p className="text-muted-foreground">No domains yet.</p>
      ) : (
        <ul className="flex flex-col border-t">
          {domains.map((domain) => (
            <DomainItem
              key={domain.id}
              domain={domain}
              acts={acts}
              joining={
                <DomainJoining
                  slug={slug}
                  domain={domain}
                  setting={joining.settings.find(({ domainId }) => domainId === domain.id)}
                  roles={joining.roles}
                />
              }
            />
          ))}
        </ul>
      )}
      {may(actor, 'create:organization_discovery_domains') && (
        <Form action={createDomain.bind(null, slug)} resetOnDone className="flex max-w-form flex-col gap-4">
          <Field name="domain" label="Domain" help="The part after the @ in your addresses.">
            <Input autoComplete="off" autoCapitalize="none" spellCheck={false} placeholder="example.com" />
          </Field>
          <SubmitButton variant="secondary" className="self-start">
            Add domain
          </SubmitButton>
        </Form>
      )}
    </Section>
  )
}
