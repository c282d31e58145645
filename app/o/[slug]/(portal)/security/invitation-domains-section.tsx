import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import type { EnteredOrganization } from '@/lib/domain/organizations/enter-organization'
import type { PoliciesInTenant } from '@/lib/domain/policies/queries'
import { changeInvitationDomains } from './actions'

interface InvitationDomainsSectionProps {
  organization: EnteredOrganization
  policies: PoliciesInTenant
}

export function InvitationDomainsSection({ organization, policies }: InvitationDomainsSectionProps) {
  return (
    <Section
      title="Email domains of invitations"
      text="People with other addresses can’t be invited, and can’t join by a link or a request. Members stay, and so do pending invitations: revoke those that you do not want."
    >
      <Form
        action={changeInvitationDomains.bind(null, organization.slug)}
        act="change-invitation-domains"
        className="flex max-w-form flex-col gap-4"
      >
        <Field
          name="domains"
          label="Allowed email domains"
          help="Separate with commas or spaces. Leave this empty to allow every domain."
        >
          <Input
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="example.com"
            defaultValue={policies.invitationDomains?.join(', ')}
          />
        </Field>
        <SubmitButton className="self-start">Save domains</SubmitButton>
      </Form>
    </Section>
  )
}
