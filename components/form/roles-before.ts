import type { RoleOption } from '@/components/ui/plain-role-list'
import { textsIn, type Rows } from './expected-rows'

/** The roles that Undo restores: each entry is `role,role member`. */
export function rolesBefore(form: FormData, options: readonly RoleOption[]): Rows {
  return Object.fromEntries(
    textsIn(form, 'before').map((entry) => {
      const [ids = '', userId = ''] = entry.split(' ')
      return [userId, { roles: rolesIn(ids.split(','), options) }]
    }),
  )
}

export function rolesIn(ids: readonly FormDataEntryValue[], options: readonly RoleOption[]) {
  return options.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ id, name }))
}
