import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { authorize, may } from '@/lib/access'
import { getTenantSettings } from '@/lib/domain/tenants/tenant-settings'
import { consolePage } from '@/lib/http/person'
import { GeneralFacts } from './general-facts'
import { GeneralForm } from './general-form'
import { InheritanceSection } from './inheritance-section'
import { settingsTabsFor } from './settings-pages'

export const metadata: Metadata = { title: 'Settings' }

export default async function GeneralSettingsPage() {
  const { tenantActor } = await consolePage()
  if (!may(tenantActor, 'read:tenant_settings')) {
    const [first] = settingsTabsFor(tenantActor)
    if (!first) notFound()
    redirect(first.href)
  }
  const settings = await getTenantSettings(authorize(tenantActor, 'read:tenant_settings'))
  const mayUpdate = may(tenantActor, 'update:tenant_settings')
  return (
    <>
      {mayUpdate ? <GeneralForm settings={settings} /> : <GeneralFacts settings={settings} />}
      <InheritanceSection isOn={settings.inheritGlobalPermissionsInOrganizations} mayUpdate={mayUpdate} />
    </>
  )
}
