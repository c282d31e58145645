import type { Choice, SettingChange, Step } from './grant-rules-choice'
import { pick } from './grant-rules-choice'
import type { State } from './grant-rules-state'
import type { GrantRulesUsers } from './grant-rules-users'
import type pg from 'pg'

interface Settings {
  users: GrantRulesUsers
  superuser: pg.Pool
  state: State
  choice: Choice
}

/** Changes that no member makes but that alter what members may do. */
export function settingChanges(
  current: () => Settings,
): Record<SettingChange, (step: Step) => Promise<unknown>> {
  const update = (text: string, values: unknown[]): Promise<unknown> => {
    const { superuser, users } = current()
    return superuser.query(text, [users.tenant.tenantId, ...values])
  }
  return {
    flag: () =>
      update('UPDATE tenants SET inherit_global_permissions_in_organizations = $2 WHERE id = $1', [
        !current().state.inherits,
      ]),
    suspend: (step) =>
      update(
        `UPDATE members SET suspended_at = CASE WHEN suspended_at IS NULL THEN now() END
         WHERE tenant_id = $1 AND organization_id = $2 AND user_id = $3`,
        [current().choice.here(step), current().choice.memberOf({ ...step, isAstray: false })],
      ),
    assignable: ({ target }) =>
      update(
        `UPDATE roles SET assignable = NOT assignable WHERE tenant_id = $1 AND id = $2 AND organization_id IS NULL`,
        [pick(current().users.sometimesAssignable, target)],
      ),
    open: ({ target }) =>
      update(
        `UPDATE permissions SET open_to_organizations = NOT open_to_organizations
         WHERE tenant_id = $1 AND api_id = $2 AND name = $3`,
        [current().users.apiId, pick(current().users.documents, target)],
      ),
  }
}
