import { AppLink } from '@/components/ui/app-link'
import { providers } from '../providers/providers'
import { samlKey } from '../saml/saml-guide'

const choices = [...providers, { key: samlKey, label: 'SAML 2.0' }]

export function ProviderChoice({ path, chosen }: { path: string; chosen: string | undefined }) {
  return (
    <nav aria-label="Provider" className="mb-8 flex flex-wrap gap-2">
      {choices.map(({ key, label }) => (
        <AppLink
          key={key}
          href={`${path}?provider=${key}`}
          prefetch={false}
          aria-current={key === chosen ? 'true' : undefined}
          className="flex min-h-control items-center rounded-md border px-3.5 font-medium text-muted-foreground hover:bg-hover aria-[current=true]:border-primary aria-[current=true]:text-foreground"
        >
          {label}
        </AppLink>
      ))}
    </nav>
  )
}
