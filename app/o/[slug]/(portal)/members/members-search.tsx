import { ChevronDown } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Menu } from '@/components/ui/menu'
import { MenuLink } from '@/components/ui/menu-item'
import { SearchField } from '@/components/ui/search-field'
import { SearchSelect } from '@/components/ui/search-select'
import { Select } from '@/components/ui/select'
import { WithoutScript } from '@/components/ui/without-script'
import type { MemberSort } from '@/lib/domain/members/list-members'
import type { MembersPage, MembersPageQuery } from './members-page'
import { membersPath } from './query'

interface MembersSearchProps {
  slug: string
  query: MembersPageQuery
  roles: MembersPage['roles']
}

/** Includes the sort order where the table’s headings are hidden. */
export function MembersSearch({ slug, query, roles }: MembersSearchProps) {
  return (
    <SearchField
      label="Search members"
      action={`/o/${slug}/members`}
      value={query.q}
      keep={{ role: query.role }}
    >
      {roles.length > 0 && <RoleFilter slug={slug} query={query} roles={roles} />}
      <SearchSelect label="Sort by" name="sort" defaultValue={query.sort} options={memberSorts} isForNarrow />
    </SearchField>
  )
}

/** A menu of links, so that its roles are not confused with those in a row’s select. */
function RoleFilter({ slug, query, roles }: MembersSearchProps) {
  const choices = [{ id: '', name: 'All roles' }, ...roles]
  const current = choices.find(({ id }) => id === query.role)?.name ?? 'Another role'
  return (
    <>
      <Menu
        label={`Filter by role: ${current}`}
        trigger={
          <Button className="needs-script max-w-full max-sm:min-w-32 max-sm:flex-1 sm:max-w-48">
            <span className="truncate">{current}</span>
            <ChevronDown aria-hidden strokeWidth={1.75} className="ml-auto text-muted-foreground" />
          </Button>
        }
      >
        {choices.map(({ id, name }) => (
          <MenuLink key={id} href={membersPath(slug, { ...query, role: id, page: 1 })}>
            {name}
          </MenuLink>
        ))}
      </Menu>
      <WithoutScript>
        <Select
          name="role"
          aria-label="Filter by role"
          defaultValue={query.role}
          options={choices.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </WithoutScript>
    </>
  )
}

export const memberSorts: { value: MemberSort; label: string }[] = [
  { value: 'name', label: 'Name A–Z' },
  { value: '-name', label: 'Name Z–A' },
  { value: 'email', label: 'Email A–Z' },
  { value: '-email', label: 'Email Z–A' },
  { value: '-joined', label: 'Newest first' },
  { value: 'joined', label: 'Oldest first' },
]
