import { getTenantSettings } from '@/lib/domain/tenants/get-tenant-settings'
import { saveTenantSettings } from '@/lib/domain/tenants/save-tenant-settings'
import { tenantRoute } from '@/lib/http/api'
import {
  changedSettingsAnswer,
  changedSettingsWire,
  tenantSettingsAnswer,
  tenantSettingsChange,
  tenantSettingsWire,
  wantedSettings,
} from '@/lib/http/wire/tenant-settings'

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
    changedSettingsWire(await saveTenantSettings(access, wantedSettings(body)), body),
})
