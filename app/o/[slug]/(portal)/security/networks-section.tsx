import { Form } from '@/components/form/form'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { Textarea } from '@/components/ui/textarea'
import type { EnteredOrganization } from '@/lib/domain/organizations/enter-organization'
import type { PoliciesInTenant } from '@/lib/domain/policies/queries'
import { currentAddress } from '@/lib/web/origin'
import { changeNetworks } from './actions'

interface NetworksSectionProps {
  organization: EnteredOrganization
  policies: PoliciesInTenant
}

export async function NetworksSection({ organization, policies }: NetworksSectionProps) {
  const { slug, displayName } = organization
  const address = await currentAddress()
  return (
    <Section
      title="Networks"
      text={`From which addresses people can open ${displayName} and use applications for it. ${sentenceOn(address)}`}
    >
      <Form
        action={changeNetworks.bind(null, slug)}
        act="change-networks"
        className="flex max-w-form flex-col gap-4"
      >
        <Field
          name="networks"
          label="Allowed networks"
          help="One per line, such as 203.0.113.0/24 or 2001:db8::/32. Leave this empty to allow every network."
        >
          <Textarea
            rows={4}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={policies.networks?.join('\n')}
          />
        </Field>
        {address !== null && <Checkbox name="add_own" value="yes" label={`Add my own address, ${address}`} />}
        <SubmitButton className="self-start">Save networks</SubmitButton>
      </Form>
    </Section>
  )
}

function sentenceOn(address: string | null): string {
  return address === null ? 'Your own address is not known.' : `Your own address is ${address}.`
}
