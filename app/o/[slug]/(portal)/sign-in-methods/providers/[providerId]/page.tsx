import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { Fact, Facts } from '@/components/ui/facts'
import { PageHeader, Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { getOwnConnection, type OwnOpenIdConnection } from '@/lib/domain/connections/own-connection'
import { isAtLeast } from '@/lib/domain/connections/access-levels'
import { findConnectionTest } from '@/lib/federation/connection-test'
import { registeredRedirectUri } from '@/lib/federation/redirect-uri'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { replaceSecret, save, saveClaims } from '../actions'
import { ConfirmProvider } from '../confirm-provider'
import { Attributes } from '../../../../../../(identity-providers)/attributes'
import { TestSection } from '../../../../../../(identity-providers)/test-section'
import { Guide } from '../../../../../../(identity-providers)/guide'
import { OpenIdSettings } from '../../../../../../(identity-providers)/open-id-settings'
import { DeleteSection, DirectorySection, StateFact, testHref } from '../provider-sections'
import { type ProviderProps, RequirementSection } from '../requirement'
import { previewOf } from '../../../../../../(identity-providers)/test-result'
import { SamlProvider } from '../../saml/saml-provider'
import { guideOf, type ProviderGuide, typedIssuer } from '../../../../../../(identity-providers)/providers'

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
  const shared = { slug, isOwn, mayUpdate, seesMembers: may(actor, 'read:organization_members') }
  return (
    <>
      <BackLink href={`/o/${slug}/sign-in-methods`}>Sign-in methods</BackLink>
      {provider.saml ? (
        <SamlProvider provider={provider} {...shared} />
      ) : (
        <OpenIdProvider provider={provider} {...shared} />
      )}
      <DirectorySection slug={slug} provider={provider} />
      {may(actor, 'delete:organization_connections') && isDeletable && (
        <DeleteSection slug={slug} provider={provider} isOwn={isOwn} />
      )}
    </>
  )
}

async function OpenIdProvider(props: ProviderProps<OwnOpenIdConnection>) {
  const { slug, provider, mayUpdate } = props
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
            It was connected, or the claim with the email address was chosen, by someone with fewer
            permissions than you. Those who run a provider can sign in as any member, so members with
            permissions like yours cannot sign in with it now. Check that the {guide.issuer.label} above is
            your company’s, and below that people cannot change the claim for the email address themselves.
            Then confirm it.
          </ConfirmProvider>
        </div>
      )}
      <TestSection href={testHref({ slug, provider })} provider={provider} />
      <RequirementSection {...props} />
      <Guide
        guide={guide}
        redirectUri={registeredRedirectUri(await currentTenant(), provider)}
        scopes={provider.options.scopes}
      />
      {mayUpdate && (
        <>
          <OpenIdSettings
            provider={provider}
            guide={guide}
            save={save.bind(null, slug)}
            replaceSecret={replaceSecret.bind(null, slug)}
          />
          <AttributesSection slug={slug} provider={provider} />
        </>
      )}
    </>
  )
}

function subtitleOf({ key, label }: ProviderGuide): string {
  return key === 'oidc' ? 'Your identity provider, by OpenID Connect.' : `Your identity provider: ${label}.`
}

interface ProviderFactsProps {
  slug: string
  provider: OwnOpenIdConnection
  guide: ProviderGuide
}

function ProviderFacts({ slug, provider, guide }: ProviderFactsProps) {
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

async function AttributesSection({ slug, provider }: Omit<ProviderFactsProps, 'guide'>) {
  const test = await findConnectionTest(provider.id)
  return (
    <Section
      title="Attributes"
      text="The claims from which accounts are made. An empty field stands for the usual claim. Accounts that exist keep their name and picture."
    >
      <Attributes
        provider={provider}
        action={saveClaims.bind(null, slug)}
        preview={previewOf(provider, test)}
      />
    </Section>
  )
}
