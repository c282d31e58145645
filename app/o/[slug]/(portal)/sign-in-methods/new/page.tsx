import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader } from '@/components/ui/page-header'
import type { OrganizationAccess } from '@/lib/access'
import {
  type ConnectionSetup,
  createConnectionSetup,
  openConnectionSetup,
} from '@/lib/domain/connections/connection-setup'
import { organizationPage } from '@/lib/http/person'
import type { RawQuery } from '@/lib/http/page-query'
import { one } from '../../../../../(front)/front-links'
import { create } from '../providers/actions'
import { create as createSaml } from '../saml/actions'
import { OpenIdSetup } from '../../../../../(identity-providers)/open-id-setup'
import {
  findProviderGuide,
  type ProviderGuide,
  providers,
} from '../../../../../(identity-providers)/providers'
import { samlKey } from '../../../../../(identity-providers)/saml-guides'
import { SamlManualFields } from '../../../../../(identity-providers)/saml-manual-fields'
import { SamlSetup } from '../../../../../(identity-providers)/saml-setup'
import { ProviderChoice } from '../../../../../(identity-providers)/provider-choice'

export const metadata: Metadata = { title: 'Add an identity provider' }

interface NewProviderPageProps {
  params: Promise<{ slug: string }>
  searchParams: Promise<RawQuery>
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
  const { id, setup: sealed } = setup
  const ofSetup = <input type="hidden" name="setup" value={sealed} />
  if (guide !== null)
    return (
      <OpenIdSetup guide={guide} connectionId={id} action={create.bind(null, slug)}>
        {ofSetup}
      </OpenIdSetup>
    )
  const path = `/o/${slug}/sign-in-methods/new`
  const hrefOf = (key: string) =>
    `${path}?${new URLSearchParams({ provider: samlKey, product: key, setup: sealed }).toString()}`
  return (
    <SamlSetup
      product={product}
      connectionId={id}
      hrefOf={hrefOf}
      action={createSaml.bind(null, slug)}
      manualFields={<SamlManualFields />}
    >
      {ofSetup}
    </SamlSetup>
  )
}
