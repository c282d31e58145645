import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Fact, Facts } from '@/components/ui/facts'
import { Section } from '@/components/ui/page-header'
import { authorize, may } from '@/lib/access'
import { getTenantSettings, type TenantSettings } from '@/lib/domain/tenants/tenant-settings'
import { consolePage } from '@/lib/http/person'
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

/** For those who may not change them. */
function GeneralFacts({ settings }: { settings: TenantSettings }) {
  return (
    <Section title="General">
      <Facts>
        <Fact label="Name">{settings.name}</Fact>
        <Fact label="Support email">{settings.supportEmail ?? 'None'}</Fact>
        <Fact label="Support URL">{settings.supportUrl ?? 'None'}</Fact>
        <Fact label="Default audience">{settings.defaultAudience ?? 'None'}</Fact>
        <Fact label="Default login route">{settings.defaultRedirectionUri ?? 'None'}</Fact>
        <Fact label="Organization names in authentication">
          {settings.allowOrganizationNameInAuthenticationApi ? 'Allowed' : 'Not allowed'}
        </Fact>
        <Fact label="Leaked passwords">{settings.refuseLeakedPasswords ? 'Refused' : 'Not looked up'}</Fact>
        <Fact label="New organizations per user">
          {settings.organizationsPerDay === null
            ? 'Any number'
            : `At most ${settings.organizationsPerDay} in 24 hours`}
        </Fact>
      </Facts>
    </Section>
  )
}
