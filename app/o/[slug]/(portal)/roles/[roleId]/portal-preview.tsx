import { ChevronRight } from 'lucide-react'
import { Section } from '@/components/ui/page-header'
import type { RoleDetails } from '@/lib/domain/roles/get-role'
import { pagesFor } from '../../portal-pages'

/** Computed from the role’s permissions alone, without a session. */
export function PortalPreview({ details: { role, apis } }: { details: RoleDetails }) {
  const portal = apis.find(({ isPortal }) => isPortal)
  const names = role.permissions.filter(({ apiId }) => apiId === portal?.id).map(({ name }) => name)
  const home = { path: 'home', label: 'Home', acts: [{ label: 'See their own access, and leave' }] }
  const pages = [home, ...pagesFor({ permissions: new Set(names) })]
  return (
    <Section title="Preview" text="The menu of a member who has this role and no other.">
      <details className="group/preview">
        <summary className="flex min-h-control w-fit max-w-full list-none items-center gap-1 rounded-sm font-medium [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            strokeWidth={1.75}
            className="size-4 shrink-0 group-open/preview:rotate-90"
          />
          <span className="min-w-0 wrap-anywhere">Preview as {role.name}</span>
        </summary>
        <ul
          aria-label={`Menu as ${role.name} sees it`}
          className="mt-2 max-w-form divide-y rounded-md border bg-panel"
        >
          {pages.map(({ path, label, acts }) => (
            <li key={path} className="grid gap-x-4 px-4 py-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
              <span className="font-medium">{label}</span>
              <span className="text-muted-foreground">
                {acts.length === 0 ? 'View only' : acts.map((act) => act.label).join(', ')}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </Section>
  )
}
