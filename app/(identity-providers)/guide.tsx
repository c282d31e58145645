import { Copyable } from '@/components/ui/copyable'
import { Section } from '@/components/ui/page-header'
import type { ProviderGuide } from './providers'

interface GuideProps {
  guide: ProviderGuide
  redirectUri: string
  scopes: readonly string[]
}

/** What to do at the provider, with the values to copy. */
export function Guide({ guide, redirectUri, scopes }: GuideProps) {
  const values = {
    'redirect-uri': { value: redirectUri, label: 'Copy redirect URI' },
    scopes: { value: scopes.join(' '), label: 'Copy scopes' },
  }
  return (
    <Section title={`At ${guide.key === 'oidc' ? 'your provider' : guide.label}`}>
      <ol className="flex max-w-form list-decimal flex-col gap-3 ps-6">
        {guide.steps.map(({ text, copies }) => (
          <li key={text}>
            {text}
            {copies && <Copyable {...values[copies]} />}
          </li>
        ))}
      </ol>
    </Section>
  )
}
