import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { ReviewBeforeSaving } from '@/components/form/review-before-saving'
import { BackLink } from '@/components/ui/back-link'
import { Fact, Facts } from '@/components/ui/facts'
import { PageHeader, Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { may } from '@/lib/access'
import { getOwnConnection, type OwnOpenIdConnection } from '@/lib/domain/connections/own-connection'
import { isAtLeast } from '@/lib/domain/connections/read-connection'
import { findConnectionTest } from '@/lib/federation/connection-test'
import { registeredRedirectUri } from '@/lib/federation/redirect-uri'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { replaceSecret, save } from '../actions'
import { Attributes } from '../attributes'
import { ConfirmProvider } from '../confirm-provider'
import { Guide } from '../guide'
import { ProviderFields, SecretField } from '../provider-fields'
import {
  DeleteSection,
  DirectorySection,
  RequirementSection,
  StateFact,
  TestSection,
} from '../provider-sections'
import { previewOf } from '../test-result'
import { SamlProvider } from '../../saml/saml-provider'
import { guideOf, type ProviderGuide, typedIssuer } from '../providers'

export const metadata: Metadata = { title: 'Identity provider' }

interface ProviderPageProps {
  params: Promise<{ slug: string; providerId: string }>
}

export default async function ProviderPage({ params }: ProviderPageProps) {
  const { slug, providerId } = await params
  const { access, actor, session } = await organizationPage(slug, 'read:organization_connections')
  const provider = await getOwnConnection(access, providerId)
  const isChangeable = isAtLeast(provider.accessLevel, 'limited')
  const mayUpdate = may(actor, 'update:organization_connections') && isChangeable
  const isDeletable = isAtLeast(provider.accessLevel, 'full')
  const isOwn = session.connectionId === provider.id
  return (
    <>
      <BackLink href={`/o/${slug}/sign-in-methods`}>Sign-in methods</BackLink>
      {provider.saml ? (
        <SamlProvider slug={slug} provider={provider} isOwn={isOwn} mayUpdate={mayUpdate} />
      ) : (
        <OpenIdProvider slug={slug} provider={provider} isOwn={isOwn} mayUpdate={mayUpdate} />
      )}
      <DirectorySection slug={slug} provider={provider} />
      {may(actor, 'delete:organization_connections') && isDeletable && (
        <DeleteSection slug={slug} provider={provider} isOwn={isOwn} />
      )}
    </>
  )
}

interface OpenIdProviderProps {
  slug: string
  provider: OwnOpenIdConnection
  /** Whether the reader is signed in with it. */
  isOwn: boolean
  mayUpdate: boolean
}

async function OpenIdProvider({ slug, provider, isOwn, mayUpdate }: OpenIdProviderProps) {
  const guide = guideOf(provider.options)
  return (
    <>
      <PageHeader
        title={<span className="wrap-anywhere">{provider.displayName}</span>}
        text={subtitleOf(guide)}
      />
      <ProviderFacts slug={slug} provider={provider} guide={guide} />
      {mayUpdate && (
        <div className="mb-8">
          <ConfirmProvider
            slug={slug}
            provider={provider}
            title="Confirm the provider"
            submit="Confirm provider"
          >
            It was connected by someone with fewer permissions than you. Those who run a provider can sign in
            as any member, so members with permissions like yours cannot sign in with it now. Check that the{' '}
            {guide.issuer.label} above is your company’s, then confirm it.
          </ConfirmProvider>
        </div>
      )}
      <TestSection slug={slug} provider={provider} />
      <RequirementSection slug={slug} provider={provider} isOwn={isOwn} mayUpdate={mayUpdate} />
      <Guide
        guide={guide}
        redirectUri={registeredRedirectUri(await currentTenant(), provider)}
        scopes={provider.options.scopes}
      />
      {mayUpdate && (
        <>
          <Settings slug={slug} provider={provider} guide={guide} />
          <AttributesSection slug={slug} provider={provider} />
        </>
      )}
    </>
  )
}

function subtitleOf({ key, label }: ProviderGuide): string {
  return key === 'oidc' ? 'Your identity provider, by OpenID Connect.' : `Your identity provider: ${label}.`
}

interface ProviderProps {
  slug: string
  provider: OwnOpenIdConnection
  guide: ProviderGuide
}

function ProviderFacts({ slug, provider, guide }: ProviderProps) {
  const { options } = provider
  return (
    <div className="mb-8">
      <Facts>
        <StateFact slug={slug} provider={provider} />
        <Fact label={guide.issuer.label}>
          <code>{typedIssuer(guide, options)}</code>
        </Fact>
        <Fact label="Client ID">
          <code>{options.clientId}</code>
        </Fact>
        <Fact label="Client secret">Stored, never shown</Fact>
      </Facts>
    </div>
  )
}

async function AttributesSection({ slug, provider }: Omit<ProviderProps, 'guide'>) {
  const test = await findConnectionTest(provider.id)
  return (
    <Section
      title="Attributes"
      text="The claims from which accounts are made. An empty field stands for the usual claim. Accounts that exist keep their name and picture."
    >
      <Attributes slug={slug} provider={provider} preview={previewOf(provider, test)} />
    </Section>
  )
}

function Settings({ slug, provider: { id, displayName, options }, guide }: ProviderProps) {
  const issuer = typedIssuer(guide, options)
  return (
    <>
      <Section title="Settings">
        <Form action={save.bind(null, slug)} act="save-provider" className="flex max-w-form flex-col gap-4">
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="present_issuer" value={issuer} />
          <ProviderFields guide={guide} values={{ displayName, issuer, clientId: options.clientId }} />
          <ReviewBeforeSaving review="Save changes" title="The provider answered" />
        </Form>
      </Section>
      <Section
        title="Client secret"
        text="Enter the new secret before the present one expires at the provider."
      >
        <Form
          action={replaceSecret.bind(null, slug)}
          act="replace-provider-secret"
          resetOnDone
          className="flex max-w-form flex-col gap-4"
        >
          <input type="hidden" name="id" value={id} />
          <SecretField label="New client secret" />
          <SubmitButton variant="secondary" className="self-start">
            Replace secret
          </SubmitButton>
        </Form>
      </Section>
    </>
  )
}
