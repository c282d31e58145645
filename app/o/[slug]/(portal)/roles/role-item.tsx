import { Badge } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/text-link'
import type { ListedRole } from '@/lib/domain/roles/list-roles'

interface RoleItemProps {
  role: ListedRole
  slug: string
  linksMembers: boolean
}

/** One role: what it is for, who holds it, and what it gives. */
export function RoleItem({ role, slug, linksMembers }: RoleItemProps) {
  return (
    <li className="flex flex-col gap-2 border-b py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <h2 className="flex min-w-0 flex-wrap items-center gap-2 text-lg wrap-anywhere">
          {role.name}
          {role.isOwner && <Badge>Owner</Badge>}
          {role.isOwn && <Badge>This organization’s own</Badge>}
        </h2>
        <Holders role={role} slug={slug} linksMembers={linksMembers} />
      </div>
      {role.description && <p className="text-muted-foreground">{role.description}</p>}
      <Permissions role={role} />
    </li>
  )
}

function Holders({ role, slug, linksMembers }: RoleItemProps) {
  const words = role.members === 1 ? '1 member' : `${role.members} members`
  if (!linksMembers || role.members === 0) return <span className="text-muted-foreground">{words}</span>
  return <TextLink href={`/o/${slug}/members?role=${role.id}`}>{words}</TextLink>
}

function Permissions({ role }: { role: ListedRole }) {
  if (role.apis.length === 0) return <p className="text-sm text-muted-foreground">No permissions.</p>
  const count = role.apis.reduce((sum, { permissions }) => sum + permissions.length, 0)
  return (
    <details>
      <summary className="w-fit cursor-pointer rounded-sm text-sm font-medium">
        {count === 1 ? '1 permission' : `${count} permissions`}
      </summary>
      <div className="mt-3 flex flex-col gap-5">
        {role.apis.map(({ id, name, permissions }) => (
          <section key={id} className="flex min-w-0 flex-col gap-2">
            <h3 className="text-sm font-medium text-muted-foreground">{name}</h3>
            <ul className="gap-x-8 sm:columns-2">
              {permissions.map((permission) => (
                <li key={permission.name} className="break-inside-avoid pb-1.5">
                  <span className="block">{permission.description || permission.name}</span>
                  <code className="block font-mono text-sm wrap-anywhere text-muted-foreground">
                    {permission.name}
                  </code>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </details>
  )
}
