import { AppLink } from '@/components/ui/app-link'

interface ProviderChoiceProps {
  label: string
  choices: readonly { key: string; label: string; href: string }[]
  chosen: string | undefined
}

export function ProviderChoice({ label: name, choices, chosen }: ProviderChoiceProps) {
  return (
    <nav aria-label={name} className="mb-8 flex flex-wrap gap-2">
      {choices.map(({ key, label, href }) => (
        <AppLink
          key={key}
          href={href}
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
