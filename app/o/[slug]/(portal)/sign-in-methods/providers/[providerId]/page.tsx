import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { ReviewBeforeSaving } from '@/components/form/review-before-saving'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { Fact, Facts } from '@/components/ui/facts'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { may } from '@/lib/access'
import { getOwnConnection, type OwnConnection } from '@/lib/domain/connections/own-connection'
import { redirectUriOf } from '@/lib/federation/redirect-uri'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { replaceSecret, save } from '../actions'
import { DeleteProvider } from '../delete-provider'
import { Guide } from '../guide'
import { ProviderFields, SecretField } from '../provider-fields'
import { LastTest } from '../last-test'
import { TestLink } from '../test-link'
import { guideOf, type ProviderGuide, typedIssuer } from '../providers'

export const metadata: Metadata = { title: 'Identity provider' }

interface ProviderPageProps {
  params: Promise<{ slug: string; providerId: string }>
}

export default async function ProviderPage({ params }: ProviderPageProps) {
  const { slug, providerId } = await params
  const { access, actor, session } = await organizationPage(slug, 'read:organization_connections')
  const provider = await getOwnConnection(access, providerId)
  const guide = guideOf(provider.options)
  return (
    <>
      <BackLink href={`/o/${slug}/sign-in-methods`}>Sign-in methods</BackLink>
      <PageHeader
        title={<span className="wrap-anywhere">{provider.displayName}</span>}
        text={
          guide.key === 'oidc'
            ? 'Your identity provider, by OpenID Connect.'
            : `Your identity provider: ${guide.label}.`
        }
      />
      <ProviderFacts slug={slug} provider={provider} guide={guide} />
      <Section
        title="Test"
        text="Opens a real sign-in at the provider. It signs no one in here and stores nothing about the user."
      >
        <LastTest connection={provider} />
        <div>
          <TestLink
            href={`/o/${slug}/sign-in-methods/providers/${provider.id}/test`}
            connectionId={provider.id}
          />
        </div>
      </Section>
      <Guide
        guide={guide}
        redirectUri={redirectUriOf(await currentTenant(), provider.id)}
        scopes={provider.options.scopes}
      />
      <Section
        title="Directory sync"
        text="Your directory adds and removes members by itself, and its groups give them roles (SCIM 2.0)."
      >
        <div>
          <LinkButton href={`/o/${slug}/sign-in-methods/providers/${provider.id}/directory`}>
            Open directory sync
          </LinkButton>
        </div>
      </Section>
      {may(actor, 'update:organization_connections') && (
        <Settings slug={slug} provider={provider} guide={guide} />
      )}
      {may(actor, 'delete:organization_connections') && (
        <Section title="Delete" text="People can then no longer sign in with it. Their accounts stay.">
          <div>
            <DeleteProvider slug={slug} provider={provider} isOwn={session.connectionId === provider.id} />
          </div>
        </Section>
      )}
    </>
  )
}

interface ProviderProps {
  slug: string
  provider: OwnConnection
  guide: ProviderGuide
}

function ProviderFacts({ slug, provider: { id, isEnabled, options }, guide }: ProviderProps) {
  return (
    <div className="mb-8">
      <Facts>
        <Fact label="State">
          <span className="flex flex-wrap items-center gap-3">
            {isEnabled ? <Badge tone="success">On</Badge> : <Badge>Off</Badge>}
            <TextLink href={isEnabled ? `/o/${slug}/sign-in-methods/${id}` : `/o/${slug}/sign-in-methods`}>
              {isEnabled ? 'How it works here' : 'Enable it under Sign-in methods'}
            </TextLink>
          </span>
        </Fact>
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
