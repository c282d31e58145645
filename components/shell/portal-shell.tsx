import type { ReactElement, ReactNode } from 'react'
import { RowIcons } from '@/components/ui/row-icon'
import { KeepFocus } from './keep-focus'
import { Navigation, type NavigationItem } from './navigation'
import { PaletteButton, PaletteHost } from './palette'
import type { PaletteContent } from './palette-groups'
import { PhoneNavigation } from './phone-navigation'
import { SkipLink } from './skip-link'

interface PortalShellProps {
  /** Names the navigation. */
  label: string
  switcher: ReactNode
  items: NavigationItem[]
  person: ReactNode
  /** `<SignOutButton>`, for the bar on phones; the person menu has its own. */
  signOut: ReactNode
  title: string
  palette: Omit<PaletteContent, 'pages'>
  /**
   * A button that opens a dialog; in the phone’s menu it closes the menu. Below the navigation, whose links then keep
   * their place on pages without it.
   */
  action?: ReactElement | undefined
  children: ReactNode
}

const sidebarStyles = [
  'hidden flex-col gap-4 bg-panel p-3 max-md:border-b max-md:noscript:flex md:flex',
  'md:sticky md:top-0 md:h-dvh md:overflow-y-auto md:border-r',
].join(' ')

/** Without JavaScript, phones show the sidebar above the page. */
export function PortalShell({
  label,
  switcher,
  items,
  person,
  signOut,
  title,
  palette,
  action,
  children,
}: PortalShellProps) {
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[15rem_minmax(0,1fr)]">
      <SkipLink />
      <RowIcons />
      <PaletteHost content={{ ...palette, pages: items }} />
      <aside className={sidebarStyles}>
        {switcher}
        <PaletteButton />
        <div className="flex-1">
          <Navigation label={label} items={items} />
        </div>
        {action}
        {person}
      </aside>
      <header className="needs-script flex min-h-14 items-center gap-2 border-b bg-panel px-2 md:hidden">
        <PhoneNavigation action={action}>
          {switcher}
          <div className="flex-1">
            <Navigation label={label} items={items} />
          </div>
          {person}
        </PhoneNavigation>
        <span title={title} className="min-w-0 flex-1 truncate font-semibold">
          {title}
        </span>
        <PaletteButton compact />
        {signOut}
      </header>
      <main id="main" tabIndex={-1} className="min-w-0 px-gutter py-8 max-sm:py-6 md:px-12">
        <div className="mx-auto max-w-content">
          <KeepFocus>{children}</KeepFocus>
        </div>
      </main>
    </div>
  )
}
