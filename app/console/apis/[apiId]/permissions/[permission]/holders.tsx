import { Fact, Facts } from '@/components/ui/facts'
import { TextLink } from '@/components/ui/text-link'
import type { PermissionHolders } from '@/lib/domain/apis/queries'
import { holderCounts } from './holder-counts'

interface Linked {
  id: string
  name: string
}

/** Organizations’ own roles are only counted. */
export function Holders({ holders }: { holders: PermissionHolders }) {
  const counts = holderCounts(holders)
  if (counts === null) return <p className="text-muted-foreground">No role, user or application has it.</p>
  const { tenantRoles, applications } = holders
  return (
    <>
      <p>{counts}.</p>
      <Facts>
        {tenantRoles.length > 0 && (
          <Fact label="Tenant roles">
            <Links path="/console/roles" items={tenantRoles} />
          </Fact>
        )}
        {applications.length > 0 && (
          <Fact label="Applications">
            <Links path="/console/applications" items={applications} />
          </Fact>
        )}
      </Facts>
    </>
  )
}

function Links({ path, items }: { path: string; items: readonly Linked[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {items.map(({ id, name }) => (
        <li key={id} className="min-w-0">
          <TextLink href={`${path}/${id}`} className="wrap-anywhere">
            {name}
          </TextLink>
        </li>
      ))}
    </ul>
  )
}
