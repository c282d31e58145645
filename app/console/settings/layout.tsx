import type { ReactNode } from 'react'
import { PageHeader } from '@/components/ui/page-header'
import { PageTabs } from '@/components/ui/page-tabs'
import { consolePage } from '@/lib/http/person'
import { settingsTabsFor } from './settings-pages'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { tenantActor } = await consolePage()
  return (
    <>
      <PageHeader title="Settings" text="What applies to all organizations and users." />
      <PageTabs label="Settings" tabs={settingsTabsFor(tenantActor)} />
      {children}
    </>
  )
}
