import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { may, type OrganizationActor } from '@/lib/access'
import type { listDomains } from '@/lib/domain/domains/list-domains'
import { submitDomain } from './actions'
import { DomainItem } from './domain-item'

interface DomainsSectionProps {
  organization: { slug: string; displayName: string }
  actor: OrganizationActor
  domains: Awaited<ReturnType<typeof listDomains>>['rows']
}

export function DomainsSection({ organization, actor, domains }: DomainsSectionProps) {
  const { slug, displayName } = organization
  const powers = {
    mayChange: may(actor, 'update:organization_discovery_domains'),
    mayRemove: may(actor, 'delete:organization_discovery_domains'),
  }
  return (
    <Section
      title="Domains"
      text={`Verify a domain to route sign-ins with its addresses to ${displayName}’s sign-in page. People who sign in with its identity provider then need not confirm their address by email.`}
    >
      {domains.length === 0 ? (
        <p className="text-muted-foreground">There are none yet.</p>
      ) : (
        <ul className="flex flex-col border-t">
          {domains.map((domain) => (
            <DomainItem key={domain.id} slug={slug} domain={domain} powers={powers} />
          ))}
        </ul>
      )}
      {may(actor, 'create:organization_discovery_domains') && (
        <Form action={submitDomain.bind(null, slug)} resetOnDone className="flex max-w-form flex-col gap-4">
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
