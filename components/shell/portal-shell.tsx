import type { ReactNode } from 'react'
import { Navigation, type NavigationItem } from './navigation'
import { PhoneNavigation } from './phone-navigation'
import { SkipLink } from './skip-link'
import { WithoutScript } from '@/components/ui/without-script'

export interface PortalShellProps {
  /** `<OrganizationSwitcher>` */
  switcher: ReactNode
  items: NavigationItem[]
  /** `<PersonMenu>` */
  person: ReactNode
  /** `<SignOutButton>`, for the bar on phones; the person menu has its own. */
  signOut: ReactNode
  /** The organization’s name, for the bar on phones. */
  title: string
  children: ReactNode
}

/** The house of an organization: a sidebar on desktops, a bar with a menu button on phones. */
export function PortalShell({ switcher, items, person, signOut, title, children }: PortalShellProps) {
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[15rem_minmax(0,1fr)]">
      <SkipLink />
      <aside className="sticky top-0 hidden h-dvh flex-col gap-4 overflow-y-auto border-r bg-panel p-3 md:flex">
        {switcher}
        <div className="flex-1">
          <Navigation items={items} />
        </div>
        {person}
      </aside>
      <header className="border-b bg-panel md:hidden">
        <div className="needs-script flex min-h-14 items-center gap-2 px-2">
          <PhoneNavigation>
            {switcher}
            <div className="flex-1">
              <Navigation items={items} />
            </div>
            {person}
          </PhoneNavigation>
          <span className="needs-script min-w-0 flex-1 truncate font-semibold">{title}</span>
          {signOut}
        </div>
        <WithoutScript>
          <div className="flex flex-col gap-2 px-2 py-3">
            {switcher}
            <Navigation items={items} />
            {person}
          </div>
        </WithoutScript>
      </header>
      <main id="main" tabIndex={-1} className="min-w-0 px-gutter py-8 max-sm:py-6 md:px-12">
        <div className="mx-auto max-w-content">{children}</div>
      </main>
    </div>
  )
}
