import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { ContinuedProvider } from '@/components/form/continued'
import { EmailProvider } from '@/components/shell/email-provider'
import { Mark } from '@/components/mark'
import { PersonMenu } from '@/components/shell/person-menu'
import { SignOutButton } from '@/components/shell/sign-out-button'
import { AppLink } from '@/components/ui/app-link'
import { may } from '@/lib/access'
import { canSendEmail } from '@/lib/domain/email-sender/email-sender'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import { findContinued } from '@/lib/http/continued-act'
import { requireSelf } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { signOut } from '../(front)/actions'
import { switchTo } from '../orgs/actions'
import { ConsoleFrame } from './console-frame'
import { consoleHref, consolePagesFor } from './console-pages'

export async function generateMetadata(): Promise<Metadata> {
  const { name } = await currentTenant()
  return { title: { template: `%s · ${name} console`, default: `${name} console` } }
}

/** For people with a permission at tenant level that a page of the console needs; each page checks its own. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { session, organizations, tenantActor } = await requireSelf()
  const pages = consolePagesFor(tenantActor)
  if (pages.length === 0) notFound()
  const tenant = await currentTenant()
  return (
    <ConsoleFrame
      pages={pages.map(({ path, label }) => ({ href: consoleHref(path), label }))}
      title={tenant.name}
      brand={<ConsoleBrand tenantName={tenant.name} />}
      person={<PersonMenu person={session.user} signOut={signOut} />}
      signOut={<SignOutButton signOut={signOut} />}
      organizations={organizations.map(({ id, displayName, logoId }) => ({
        id,
        displayName,
        logoUrl: logoUrl(logoId),
      }))}
      switchTo={switchTo}
      may={{
        createOrganizations: may(tenantActor, 'create:organizations'),
        findUsers: may(tenantActor, 'read:users'),
      }}
    >
      <EmailProvider value={await canSendEmail(tenant.id)}>
        <ContinuedProvider value={await findContinued(session)}>{children}</ContinuedProvider>
      </EmailProvider>
    </ConsoleFrame>
  )
}

function ConsoleBrand({ tenantName }: { tenantName: string }) {
  return (
    <AppLink
      href="/console"
      className="flex min-h-control min-w-0 items-center gap-2.5 rounded-md px-2.5 font-semibold"
    >
      <Mark name={tenantName} className="size-6 text-sm" />
      <span className="min-w-0 flex-1 truncate">{tenantName}</span>
      <span className="text-xs font-medium text-muted-foreground">Console</span>
    </AppLink>
  )
}
