import { Form } from '@/components/form/form'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { LinkButton } from '@/components/ui/link-button'
import { Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { RoleBadges } from '@/components/ui/role-badges'
import { SubmitButton } from '@/components/ui/submit-button'
import { countText } from '@/lib/domain/bounded-count'
import type { DirectorySync, MappedGroup } from '@/lib/domain/directories/get-directory'
import type { AssignableRole } from '@/lib/domain/roles/role-choices'
import { pathWith } from '@/lib/http/page-query'
import { mapGroup } from './actions'

interface DirectoryGroupsProps {
  slug: string
  connectionId: string
  sync: Pick<DirectorySync, 'groups' | 'nextGroups'>
  /** Null if the reader may not map them. */
  roles: readonly AssignableRole[] | null
  /** The group whose roles are edited. */
  openId: string | null
  /** The group that the page follows; null on the first. */
  after: string | null
  path: string
}

export function DirectoryGroups({ sync: { groups, nextGroups }, ...of }: DirectoryGroupsProps) {
  const { after, path } = of
  return (
    <Section
      title="Groups and roles"
      text="Members of a group have its roles for as long as they are in it. Roles that no group gives are changed on the page of the member."
    >
      {groups.length === 0 ? (
        <p className="text-muted-foreground">
          {after === null ? 'Your directory has sent no groups yet.' : 'There are no further groups.'}
        </p>
      ) : (
        <ul aria-label="Groups" className="flex max-w-form flex-col border-t">
          {groups.map((group) => (
            <Group key={group.id} group={group} {...of} />
          ))}
        </ul>
      )}
      <Pagination
        label="Pages of groups"
        back="First"
        previous={after === null ? undefined : path}
        next={nextGroups === null ? undefined : pathWith(path, { groups: nextGroups })}
      />
    </Section>
  )
}

type GroupProps = Omit<DirectoryGroupsProps, 'sync'> & { group: MappedGroup }

function Group({ slug, connectionId, group, roles, openId, after, path }: GroupProps) {
  const { id, name, members, roles: given } = group
  const isOpen = roles !== null && openId === id
  return (
    <li className="flex flex-col gap-3 border-b py-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <h3 className="text-base font-medium wrap-anywhere">{name}</h3>
          <p className="text-sm text-muted-foreground">
            {members === 1 ? '1 member' : `${countText(members)} members`}
            {given.length === 0 && ', gives no role'}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <RoleBadges roles={given} />
          {roles !== null && (
            <LinkButton
              size="small"
              href={pathWith(path, { groups: after, group: isOpen ? null : id })}
              aria-label={label(isOpen, name)}
            >
              {isOpen ? 'Close' : 'Change roles'}
            </LinkButton>
          )}
        </div>
      </div>
      {isOpen && (
        <Form
          action={mapGroup.bind(null, slug)}
          act="map-directory-group"
          actOn={id}
          className="flex flex-col gap-3"
          values={{ id: connectionId, group_id: id }}
        >
          <Field name="roles" label={`Roles of ${name}`} group>
            <div className="flex flex-col gap-2">
              {choices(roles, given).map((role) => (
                <Checkbox
                  key={role.id}
                  value={role.id}
                  label={role.name}
                  defaultChecked={given.some((one) => one.id === role.id)}
                />
              ))}
            </div>
          </Field>
          <SubmitButton className="self-start">Save roles</SubmitButton>
        </Form>
      )}
    </li>
  )
}

function label(isOpen: boolean, name: string): string {
  return isOpen ? `Close the roles of ${name}` : `Change roles of ${name}`
}

/** Also the roles that the group gives but the reader cannot assign: they can be kept or removed. */
function choices(
  roles: readonly AssignableRole[],
  given: MappedGroup['roles'],
): readonly { id: string; name: string }[] {
  return [...roles, ...given.filter(({ id }) => !roles.some((role) => role.id === id))]
}
