import type pg from 'pg'
import type { ConsolePeople } from './fixture'

/** The console is open only to people with a permission of a page in its menu. This is one of them. */
const ofTheMenu = 'read:branding'

/** The operator, with one role whose permissions change between requests. Another user stays an operator of the tenant. */
export class RestrictedOperator {
  private constructor(
    private readonly client: pg.Client,
    private readonly tenantId: string,
    private readonly roleId: string,
  ) {}

  static async of(
    client: pg.Client,
    { tenant, operator, reader }: ConsolePeople,
  ): Promise<RestrictedOperator> {
    const roleId = await tenant.createRole(`Restricted ${Date.now()}`, [])
    const of = [tenant.id, operator.id, roleId]
    await client.query(
      `INSERT INTO user_roles (tenant_id, user_id, role_id)
       SELECT tenant_id, $2, role_id FROM user_roles WHERE tenant_id = $1 AND user_id = $3 ON CONFLICT DO NOTHING`,
      [tenant.id, reader.id, operator.id],
    )
    // Otherwise the operator would also have what every user may do, such as creating an organization.
    await client.query('UPDATE roles SET everyone = false WHERE tenant_id = $1', [tenant.id])
    await client.query('DELETE FROM user_roles WHERE tenant_id = $1 AND user_id = $2', of.slice(0, 2))
    await client.query('INSERT INTO user_roles (tenant_id, user_id, role_id) VALUES ($1, $2, $3)', of)
    return new RestrictedOperator(client, tenant.id, roleId)
  }

  async only(permissions: readonly string[]): Promise<void> {
    await this.replacePermissions('AND p.name = ANY ($3)', [...permissions, ofTheMenu])
  }

  async allExcept(...permissions: string[]): Promise<void> {
    await this.replacePermissions('AND p.name <> ALL ($3)', permissions)
  }

  private async replacePermissions(condition: string, names: readonly string[]): Promise<void> {
    const of = [this.tenantId, this.roleId]
    await this.client.query('DELETE FROM role_permissions WHERE tenant_id = $1 AND role_id = $2', of)
    await this.client.query(
      `INSERT INTO role_permissions (tenant_id, role_id, usable_in, api_id, name)
       SELECT p.tenant_id, $2, '*', p.api_id, p.name FROM permissions p
       JOIN apis a ON a.tenant_id = p.tenant_id AND a.id = p.api_id AND a.is_portal
       WHERE p.tenant_id = $1 ${condition}`,
      [...of, names],
    )
  }
}
