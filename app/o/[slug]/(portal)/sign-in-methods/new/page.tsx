import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Form } from '@/components/form/form'
import { ReviewBeforeSaving } from '@/components/form/review-before-saving'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader, Section } from '@/components/ui/page-header'
import type { OrganizationAccess } from '@/lib/access'
import {
  type ConnectionSetup,
  createConnectionSetup,
  openConnectionSetup,
} from '@/lib/domain/connections/connection-setup'
import { redirectUriOf } from '@/lib/federation/redirect-uri'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { one, type SearchParams } from '../../../../../(front)/front-links'
import { create } from '../providers/actions'
import { Guide } from '../../../../../(identity-providers)/guide'
import { ProviderFields, SecretField } from '../../../../../(identity-providers)/provider-fields'
import { findProviderGuide, type ProviderGuide, providers } from '../../../../../(identity-providers)/providers'
import { samlKey } from '../../../../../(identity-providers)/saml-guides'
import { SamlSetup } from '../../../../../(identity-providers)/saml-setup'
import { ProviderChoice } from '../../../../../(identity-providers)/provider-choice'

export const metadata: Metadata = { title: 'Add an identity provider' }

interface NewProviderPageProps {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}

export default async function NewProviderPage({ params, searchParams }: NewProviderPageProps) {
  const { access, organization } = await organizationPage(
    (await params).slug,
    'read:organization_connections',
    'create:organization_connections',
  )
  const { slug, displayName } = organization
  const query = await searchParams
  const provider = one(query['provider'])
  const guide = findProviderGuide(provider)
  const key = provider === samlKey ? samlKey : guide?.key
  const path = `/o/${slug}/sign-in-methods/new`
  return (
    <>
      <BackLink href={`/o/${slug}/sign-in-methods`}>Sign-in methods</BackLink>
      <PageHeader
        title="Add an identity provider"
        text={`People of ${displayName} then sign in with their work account. It belongs to ${displayName} alone.`}
      />
      <ProviderChoice
        label="Provider"
        choices={[...providers, { key: samlKey, label: 'SAML 2.0' }].map((choice) => ({
          ...choice,
          href: `${path}?provider=${choice.key}`,
        }))}
        chosen={key}
      />
      {key && (
        <Setup
          slug={slug}
          guide={guide}
          product={one(query['product'])}
          setup={await setupOf(access, { path, key, given: one(query['setup']) })}
        />
      )}
    </>
  )
}

/** Stays the same when the page is loaded again: the redirect URI may be at the provider already. */
async function setupOf(
  access: OrganizationAccess<'create:organization_connections'>,
  { path, key, given }: { path: string; key: string; given: string | undefined },
): Promise<ConnectionSetup> {
  const opened = given === undefined ? null : await openConnectionSetup(access, given.slice(0, 1000))
  if (opened) return opened
  const { setup } = await createConnectionSetup(access)
  const query = new URLSearchParams({ provider: key, setup })
  redirect(`${path}?${query.toString()}`)
}

interface SetupProps {
  slug: string
  /** Null for SAML. */
  guide: ProviderGuide | null
  /** Which of SAML’s guides. */
  product: string | undefined
  setup: ConnectionSetup
}

function Setup({ slug, guide, product, setup }: SetupProps) {
  if (guide === null) return <SamlSetup slug={slug} product={product} setup={setup} />
  return <OpenIdSetup slug={slug} guide={guide} setup={setup} />
}

type OpenIdSetupProps = Omit<SetupProps, 'product'> & { guide: ProviderGuide }

async function OpenIdSetup({ slug, guide, setup: { id, setup } }: OpenIdSetupProps) {
  const redirectUri = redirectUriOf(await currentTenant(), id)
  return (
    <>
      <Guide guide={guide} redirectUri={redirectUri} scopes={['openid', 'profile', 'email']} />
      <Section
        title="Here"
        text="The provider is asked who it is, and you see its answer before anything is saved."
      >
        <Form
          key={guide.key}
          action={create.bind(null, slug)}
          act="create-provider"
          className="flex max-w-form flex-col gap-4"
        >
          <input type="hidden" name="setup" value={setup} />
          <ProviderFields guide={guide} />
          <SecretField />
          <ReviewBeforeSaving
            review="Check provider"
            save="Add identity provider"
            title="The provider answered"
          />
        </Form>
      </Section>
    </>
  )
}
