import { CodeBlock } from '@/components/ui/code-block'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { may, type TenantActor } from '@/lib/access'
import type { Client } from '@/lib/domain/clients/read-client'
import { applicationPath } from '../../application-path'
import type { FrameworkId } from './frameworks'
import { apiText, guideText } from './guide-texts'
import type { GuideValues, Snippet } from './guide-values'
import { signsPeopleIn } from './use-panel'

interface GuideProps {
  client: Client
  framework: FrameworkId
  values: GuideValues
  viewer: TenantActor
}

/** The steps in code, by framework. */
export function Guide(props: GuideProps) {
  const { client, framework, values, viewer } = props
  const { title, text, switching, snippets } = guideText(framework, values)
  return (
    <>
      <Section title={title} text={text}>
        <MethodNotice {...props} />
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
      <SwitchingSection client={client} viewer={viewer} text={switching} />
      <ApiGuide values={values} viewer={viewer} />
    </>
  )
}

function MethodNotice({ client, framework }: GuideProps) {
  const { tokenEndpointAuthMethod: method, id } = client
  if (framework === 'nextjs-auth0' && method !== 'client_secret_post') {
    return (
      <Notice tone="warning" title="This code needs another authentication method">
        @auth0/nextjs-auth0 sends its secret in the body. Choose that method under{' '}
        <TextLink href={`${applicationPath(id)}/credentials`}>Credentials</TextLink>.
      </Notice>
    )
  }
  if (method !== 'private_key_jwt') return null
  return (
    <Notice>
      This application signs with its private key. Give your library the key, or a signed assertion (RFC
      7523), in place of a secret.
    </Notice>
  )
}

interface SwitchingSectionProps {
  client: Client
  viewer: TenantActor
  text: string
}

function SwitchingSection({ client, viewer, text }: SwitchingSectionProps) {
  const isPerson = signsPeopleIn(client)
  return (
    <Section
      title="Switch organization"
      text={
        <>
          {text} Find its ID on its page under{' '}
          <PageLink href="/console/organizations" canOpen={may(viewer, 'read:organizations')}>
            Organizations
          </PageLink>
          .{isPerson && ' People stay signed in; someone who is not a member is refused.'}
        </>
      }
    >
      {isPerson && client.organizationUsage !== 'allow' && (
        <Notice tone="warning">
          {client.organizationUsage === 'deny'
            ? 'This application signs people in without an organization. '
            : 'This application signs people in only with an organization. '}
          Change that under <TextLink href={`${applicationPath(client.id)}/settings`}>Settings</TextLink>, How
          people sign in.
        </Notice>
      )}
    </Section>
  )
}

function ApiGuide({ values, viewer }: Pick<GuideProps, 'values' | 'viewer'>) {
  const { title, text, snippets } = apiText(values)
  return (
    <Section title={title} text={text}>
      {values.audience === null && (
        <Notice>
          Put the identifier of your API in place of YOUR_API_IDENTIFIER. You find it, or create it, under{' '}
          <PageLink href="/console/apis" canOpen={may(viewer, 'read:resource_servers')}>
            APIs
          </PageLink>
          .
        </Notice>
      )}
      <Snippets snippets={snippets} />
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
