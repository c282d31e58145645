import { AppLink } from '@/components/ui/app-link'
import { applicationPath } from '../../application-path'
import { listFrameworks, type Framework } from './frameworks'

/** Links to the quick starts of one type of application, if there are several. */
export function FrameworkLinks({ clientId, current }: { clientId: string; current: Framework }) {
  const offered = listFrameworks(current.appType)
  if (offered.length < 2) return null
  return (
    <nav aria-label="Framework" className="mb-8">
      <ul className="flex w-fit max-w-full flex-wrap gap-0.5 rounded-md border bg-panel p-0.5">
        {offered.map(({ id, label }) => (
          <li key={id} className="min-w-0">
            <AppLink
              href={`${applicationPath(clientId)}?framework=${id}`}
              scroll={false}
              aria-current={id === current.id ? 'page' : undefined}
              className="block rounded-sm px-2.5 py-1 text-sm text-muted-foreground transition-colors duration-hover hover:text-foreground aria-[current=page]:bg-background aria-[current=page]:font-medium aria-[current=page]:text-foreground pointer-coarse:py-3"
            >
              {label}
            </AppLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
