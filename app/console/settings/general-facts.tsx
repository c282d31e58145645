import { Fact, Facts } from '@/components/ui/facts'
import { Section } from '@/components/ui/page-header'
import type { TenantSettings } from '@/lib/domain/tenants/tenant-settings'

/** For those who may not change them. */
export function GeneralFacts({ settings }: { settings: TenantSettings }) {
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
        <Fact label="New organizations per user">
          {settings.organizationsPerDay === null
            ? 'Any number'
            : `At most ${settings.organizationsPerDay} in 24 hours`}
        </Fact>
      </Facts>
    </Section>
  )
}
