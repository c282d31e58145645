import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { may, type OrganizationActor } from '@/lib/access'
import type { Domain } from '@/lib/domain/domains/read-domain'
import { DomainItem } from '../../../../o/[slug]/(portal)/sign-in-methods/domain-item'
import { checkDomain, createDomain, deleteDomain, routeDomain } from './actions'

export function Domains({ actor, domains }: { actor: OrganizationActor; domains: Domain[] }) {
  const { organizationId } = actor
  const mayChange = may(actor, 'update:organization_discovery_domains')
  const acts = {
    check: mayChange ? checkDomain.bind(null, organizationId) : null,
    route: mayChange ? routeDomain.bind(null, organizationId) : null,
    remove: may(actor, 'delete:organization_discovery_domains')
      ? deleteDomain.bind(null, organizationId)
      : null,
  }
  return (
    <Section
      title="Domains"
      text="Sign-ins with addresses at a verified domain can be routed to the organization’s sign-in page."
    >
      {domains.length === 0 ? (
        <p className="text-muted-foreground">No domains yet.</p>
      ) : (
        <ul className="flex flex-col border-t">
          {domains.map((domain) => (
            <DomainItem key={domain.id} domain={domain} acts={acts} />
          ))}
        </ul>
      )}
      {may(actor, 'create:organization_discovery_domains') && (
        <Form
          action={createDomain.bind(null, organizationId)}
          resetOnDone
          className="flex max-w-form flex-col gap-4"
        >
          <Field name="domain" label="Domain" help="The part after the @ in its members’ addresses.">
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
