import { ChevronLeft } from 'lucide-react'
import { AppLink } from '@/components/ui/app-link'

export function BackToRoles({ slug }: { slug: string }) {
  return (
    <AppLink
      href={`/o/${slug}/roles`}
      className="mb-3 inline-flex items-center gap-1 rounded-sm text-sm text-muted-foreground hover:text-foreground"
    >
      <ChevronLeft aria-hidden strokeWidth={1.75} className="size-4" />
      Roles
    </AppLink>
  )
}
