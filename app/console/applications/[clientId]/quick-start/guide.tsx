import { CodeBlock } from '@/components/ui/code-block'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/page-header'
import type { Client } from '@/lib/domain/clients/read-client'
import { expressSnippets, machineSnippets } from './api-snippets'
import type { GuideValues } from './guide-values'
import { nativeSnippets, nextAuthSnippets, type Snippet, spaSnippets } from './web-snippets'

interface GuideProps {
  client: Client
  values: GuideValues
}

/** The steps in code, by the application’s type. */
export function Guide({ client, values }: GuideProps) {
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
        <Snippets snippets={snippets} />
      </Section>
      <Section
        title="Verify tokens in your API"
        text="An Express API that takes access tokens. It learns the organization from the token and from nowhere else."
      >
        <Snippets snippets={expressSnippets(values)} />
      </Section>
    </>
  )
}

function Snippets({ snippets }: { snippets: readonly Snippet[] }) {
  return snippets.map(({ title, code }) => <CodeBlock key={title} title={title} code={code} />)
}

function guideOf({ appType, tokenEndpointAuthMethod: method }: Client, values: GuideValues) {
  switch (appType) {
    case 'regular_web':
      return {
        title: 'Next.js with next-auth',
        text: 'Put your client secret in place of YOUR_CLIENT_SECRET. Then open /api/auth/signin in your application.',
        snippets: nextAuthSnippets(values, method),
      }
    case 'spa':
      return {
        title: 'Single-page application',
        text: 'The page signs people in, and asks for new tokens with a refresh token.',
        snippets: spaSnippets(values),
      }
    case 'native':
      return {
        title: 'Native application',
        text: 'A command line that signs people in with their browser; AppAuth takes the same values on a phone.',
        snippets: nativeSnippets(values),
      }
    case 'non_interactive':
      return {
        title: 'Get a token',
        text: 'Put your client secret in place of YOUR_CLIENT_SECRET. Under API access, choose what the machine may do.',
        snippets: machineSnippets(values, method),
      }
  }
}
