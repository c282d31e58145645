import type { ReactNode } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { may, type TenantActor } from '@/lib/access'
import { hasSecret } from '@/lib/domain/clients/client-secrets'
import type { Client } from '@/lib/domain/clients/read-client'
import { applicationPath } from '../../application-path'
import { expressSnippets, machineSnippets } from './api-snippets'
import type { GuideValues, Snippet } from './guide-values'
import { nativeSnippets, nextAuthSnippets, spaSnippets } from './web-snippets'

interface GuideProps {
  client: Client
  values: GuideValues
  viewer: TenantActor
}

/** The steps in code, by the application’s type. */
export function Guide({ client, values, viewer }: GuideProps) {
  const { title, text, snippets } = guideOf(client, values)
  return (
    <>
      <Section title={title} text={text}>
        {client.tokenEndpointAuthMethod === 'private_key_jwt' && (
          <Notice>
            This application signs with its private key. Give your library the key, or a signed assertion (RFC
            7523), in place of a secret.
          </Notice>
        )}
        {values.hasNoAccess && (
          <Notice tone="warning" title="It gets no tokens yet">
            Choose an API and what the machine may do there under{' '}
            <PageLink
              href={`${applicationPath(client.id)}/access`}
              canOpen={may(viewer, 'read:client_grants', 'read:resource_servers')}
            >
              API access
            </PageLink>
            .
          </Notice>
        )}
        <Snippets snippets={snippets} />
      </Section>
      <ApiGuide values={values} viewer={viewer} />
    </>
  )
}

function ApiGuide({ values, viewer }: Omit<GuideProps, 'client'>) {
  return (
    <Section
      title="Verify tokens in your API"
      text="An Express API that takes access tokens. It learns the organization from the token and from nowhere else."
    >
      {values.audience === null && (
        <Notice>
          Put the identifier of your API in place of YOUR_API_IDENTIFIER. You find it, or create it, under{' '}
          <PageLink href="/console/apis" canOpen={may(viewer, 'read:resource_servers')}>
            APIs
          </PageLink>
          .
        </Notice>
      )}
      <Snippets snippets={expressSnippets(values)} />
    </Section>
  )
}

interface PageLinkProps {
  href: string
  canOpen: boolean
  children: string
}

function PageLink({ href, canOpen, children }: PageLinkProps) {
  return canOpen ? <TextLink href={href}>{children}</TextLink> : children
}

function Snippets({ snippets }: { snippets: readonly Snippet[] }) {
  return snippets.map(({ title, code }) => <CodeBlock key={title} title={title} code={code} />)
}

interface GuideTexts {
  title: string
  text: ReactNode
  snippets: Snippet[]
}

function guideOf(client: Client, values: GuideValues): GuideTexts {
  const method = client.tokenEndpointAuthMethod
  const secret = hasSecret(client) ? 'Put your client secret in place of YOUR_CLIENT_SECRET. ' : ''
  switch (client.appType) {
    case 'regular_web':
      return {
        title: 'Next.js with next-auth',
        text: (
          <>
            In your application, or in a new one (npx create-next-app@latest). {secret}YOUR_RANDOM_TEXT is any
            long text that no one can guess. Once it has started, open{' '}
            <Url url={`${new URL(values.redirectUri).origin}/api/auth/signin`} />.
          </>
        ),
        snippets: nextAuthSnippets(values, method),
      }
    case 'spa':
      return {
        title: 'Single-page application',
        text: (
          <>
            In an empty folder. Once it has started, open <Url url={values.redirectUri} />. It signs people
            in. client.getTokenSilently() gives it an access token, and renews it when it has expired.
          </>
        ),
        snippets: spaSnippets(values),
      }
    case 'native':
      return {
        title: 'Native application',
        text: 'A command line that signs people in with their browser: open the URL that it prints. On a phone, AppAuth takes the same values.',
        snippets: nativeSnippets(values),
      }
    case 'non_interactive':
      return { title: 'Get a token', text: secret, snippets: machineSnippets(values, method) }
  }
}

function Url({ url }: { url: string }) {
  return <span className="font-mono text-sm break-all">{url}</span>
}
