import type { ReactNode } from 'react'
import { Form, type FormAction } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Domain } from '@/lib/domain/domains/queries'
import { type DomainActs, DomainItem } from './domain-item'

interface DomainsListProps {
  text: string
  domains: Domain[]
  acts: DomainActs & { create: FormAction | null }
  /** The part after the @ in whose addresses. */
  whose: string
  /** The name of the sign-in method that is required for the verified ones. */
  required: string | null
  joiningOf: (domain: Domain) => ReactNode
}

export function DomainsList({ text, domains, acts, whose, required, joiningOf }: DomainsListProps) {
  const isLast = domains.filter(({ verifiedAt }) => verifiedAt !== null).length === 1
  return (
    <Section title="Domains" text={text}>
      {domains.length === 0 ? (
        <p className="text-muted-foreground">No domains yet.</p>
      ) : (
        <ul className="flex flex-col border-t">
          {domains.map((domain) => (
            <DomainItem
              key={domain.id}
              domain={domain}
              acts={acts}
              joining={joiningOf(domain)}
              required={required === null ? null : { name: required, isLast }}
            />
          ))}
        </ul>
      )}
      {acts.create && (
        <Form action={acts.create} resetOnDone className="flex max-w-form flex-col gap-4">
          <Field name="domain" label="Domain" help={`The part after the @ in ${whose} addresses.`}>
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
