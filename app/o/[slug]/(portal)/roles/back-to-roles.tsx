import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'

export function BackToRoles({ slug }: { slug: string }) {
  return (
    <Link
      href={`/o/${slug}/roles`}
      prefetch={false}
      className="mb-3 inline-flex items-center gap-1 rounded-sm text-sm text-muted-foreground hover:text-foreground"
    >
      <ChevronLeft aria-hidden strokeWidth={1.75} className="size-4" />
      Roles
    </Link>
  )
}
