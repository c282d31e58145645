import { getTenantSettings, updateTenantSettings } from '@/lib/domain/tenants/tenant-settings'
import { tenantRoute } from '@/lib/http/api'
import {
  changedSettingsAnswer,
  changedSettingsWire,
  tenantSettingsAnswer,
  tenantSettingsChange,
  tenantSettingsWire,
  tenantSettingsInput,
} from '@/lib/http/auth0/tenant-settings'

export const GET = tenantRoute({
  title: 'Get the tenant’s settings',
  any: ['read:tenant_settings'],
  answer: tenantSettingsAnswer,
  run: async (access) => tenantSettingsWire(await getTenantSettings(access)),
})

export const PATCH = tenantRoute({
  title: 'Change the tenant’s settings',
  any: ['update:tenant_settings'],
  body: tenantSettingsChange,
  answer: changedSettingsAnswer,
  current: GET,
  run: async (access, { body }) =>
    changedSettingsWire(await updateTenantSettings(access, tenantSettingsInput(body)), body),
})
