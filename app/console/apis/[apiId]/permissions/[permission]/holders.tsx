import { Fact, Facts } from '@/components/ui/facts'
import { TextLink } from '@/components/ui/text-link'
import type { PermissionHolders } from '@/lib/domain/apis/queries'
import { countText } from '@/lib/domain/bounded-count'

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

/** “2 roles and 1 application”; null if no one has it. */
export function holderCounts({ roles, users, grants }: PermissionHolders): string | null {
  const counts = [
    ...(roles === 0 ? [] : [countText(roles, 'role')]),
    ...(users === 0 ? [] : [`${countText(users, 'user')} directly`]),
    ...(grants === 0 ? [] : [countText(grants, 'application')]),
  ]
  return counts.length === 0 ? null : list.format(counts)
}

const list = new Intl.ListFormat('en', { type: 'conjunction' })

interface LinksProps {
  path: string
  items: readonly { id: string; name: string }[]
}

function Links({ path, items }: LinksProps) {
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
