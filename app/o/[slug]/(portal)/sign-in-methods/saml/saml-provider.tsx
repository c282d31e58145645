import { Form } from '@/components/form/form'
import { Checkbox } from '@/components/ui/checkbox'
import { Fact, Facts } from '@/components/ui/facts'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { PageHeader, Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import type { OwnSamlConnection } from '@/lib/domain/connections/own-connection'
import { samlCertificates } from '@/lib/domain/connections/saml-certificates'
import { registeredAddresses } from '@/lib/federation/saml/service-urls'
import { currentTenant } from '@/lib/web/tenant'
import { StateFact, testHref } from '../providers/provider-sections'
import { type ProviderProps, RequirementSection } from '../providers/requirement'
import { replaceMetadata, save, saveAttributes } from './actions'
import { Certificates, ExpiryNotice } from './certificates'
import { SamlMetadataSection } from '../../../../../(identity-providers)/saml-metadata'
import { TestSection } from '../../../../../(identity-providers)/test-section'
import { SamlAttributesSection } from '../../../../../(identity-providers)/attributes'
import { SamlGuide } from '../../../../../(identity-providers)/guide'
import { samlGuideOf } from '../../../../../(identity-providers)/saml-guides'

type SamlProviderProps = ProviderProps<OwnSamlConnection>

export async function SamlProvider(props: SamlProviderProps) {
  const { slug, provider, mayUpdate } = props
  const { id, displayName, saml } = provider
  const tenant = await currentTenant()
  const addresses = registeredAddresses(tenant, { ...provider, options: saml })
  const certificates = samlCertificates(saml)
  const guide = samlGuideOf(saml)
  return (
    <>
      <PageHeader
        title={<span className="wrap-anywhere">{displayName}</span>}
        text={
          saml.product ? `Your identity provider: ${guide.label}.` : 'Your identity provider, by SAML 2.0.'
        }
      />
      <div className="mb-8 flex flex-col gap-6">
        <ExpiryNotice certificates={certificates} />
        {saml.issuer === null && <EntityIdNotice />}
        <Facts>
          <StateFact slug={slug} provider={provider} />
          <Fact label="Entity ID of the provider">
            {saml.issuer === null ? (
              'Not confirmed yet'
            ) : (
              <code className="wrap-anywhere">{saml.issuer}</code>
            )}
          </Fact>
          <Fact label="Sign-in URL">
            <code className="wrap-anywhere">{saml.signInUrl}</code>
          </Fact>
          <Fact label="Sign-out URL">
            {saml.signOutUrl === null ? 'None' : <code className="wrap-anywhere">{saml.signOutUrl}</code>}
          </Fact>
        </Facts>
      </div>
      <TestSection href={testHref({ slug, provider })} provider={provider} />
      <RequirementSection {...props} />
      <Certificates slug={slug} provider={provider} certificates={certificates} mayUpdate={mayUpdate} />
      <SamlGuide tenant={tenant} connectionId={id} addresses={addresses} guide={guide} />
      {mayUpdate && (
        <>
          <Settings slug={slug} provider={provider} />
          <SamlMetadataSection id={id} action={replaceMetadata.bind(null, slug)} />
          <SamlAttributesSection provider={provider} action={saveAttributes.bind(null, slug)} />
        </>
      )}
    </>
  )
}

function EntityIdNotice() {
  return (
    <div className="max-w-form">
      <Notice tone="warning" title="No one can sign in with it yet">
        The entity ID of the provider is not confirmed. Test the connection: the result shows what the
        provider calls itself. Someone who may change sign-in methods confirms it there, and can then enable
        it.
      </Notice>
    </div>
  )
}

function Settings({ slug, provider }: Pick<SamlProviderProps, 'slug' | 'provider'>) {
  const { id, displayName, saml } = provider
  return (
    <Section title="Settings">
      <Form
        action={save.bind(null, slug)}
        act="save-saml-provider"
        className="flex max-w-form flex-col gap-4"
        values={{ id }}
      >
        <Field name="display_name" label="Display name" help="Follows “Continue with” on the sign-in page.">
          <Input autoComplete="off" maxLength={128} defaultValue={displayName} />
        </Field>
        <Checkbox
          name="signs_requests"
          defaultChecked={saml.signsRequests}
          label="Sign requests"
          help="If your provider asks for it. It then needs the certificate from the metadata at the entity ID."
        />
        <Checkbox
          name="allows_unsolicited"
          defaultChecked={saml.allowsUnsolicited}
          label="Allow sign-in that starts at the provider"
          help="For an app launcher. Someone could then be signed in with an account that is not theirs by a link, so leave it off unless you need it."
        />
        <Checkbox
          name="signs_out_there"
          defaultChecked={saml.signsOutThere}
          label="Sign out at the provider too"
          help="When someone signs out here who signed in with it. Your provider may then sign them out everywhere."
        />
        <SubmitButton className="self-start">Save changes</SubmitButton>
      </Form>
    </Section>
  )
}
