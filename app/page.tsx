import type { Metadata } from 'next'
import { Building2, KeyRound, MailPlus, type LucideIcon } from 'lucide-react'
import { DemoUsers } from '@/components/landing/demo-users'
import { SiteHeader, SiteMain } from '@/components/shell/site-header'
import { LinkButton } from '@/components/ui/link-button'
import { isMailboxOpen } from '@/lib/email/mailbox'
import { demoSignIns } from '@/lib/http/demo-sign-ins'
import { currentPerson } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { NeedsEmail } from './(front)/needs-email'

export async function generateMetadata(): Promise<Metadata> {
  return { title: { absolute: (await currentTenant()).name } }
}

const features: { icon: LucideIcon; title: string; text: string }[] = [
  {
    icon: MailPlus,
    title: 'Invite your team',
    text: 'Paste email addresses and choose roles. Each person gets an invitation with your branding.',
  },
  {
    icon: Building2,
    title: 'One organization per company',
    text: 'Each has its own members, roles, branding and sign-in. Switch between yours without signing in again.',
  },
  {
    icon: KeyRound,
    title: 'Access you can trust',
    text: 'Every session is for one organization, and ends as soon as access is removed.',
  },
]

export default async function LandingPage() {
  const tenant = await currentTenant()
  const person = await currentPerson()
  const demo = person ? null : demoSignIns(tenant.id)
  return (
    <>
      <SiteHeader tenantName={tenant.name}>
        {person ? (
          <LinkButton href="/orgs">Your organizations</LinkButton>
        ) : (
          <LinkButton href="/sign-in">Sign in</LinkButton>
        )}
      </SiteHeader>
      <SiteMain>
        <div className="flex flex-col gap-12 py-8 max-sm:py-2">
          <header className="flex max-w-form flex-col gap-4">
            <h1 className="text-2xl">Manage your team on {tenant.name}</h1>
            <p className="text-lg text-muted-foreground">
              Your company, your teammates, your way of signing in: this is where you bring them together
              before you go on to work in {tenant.name}.
            </p>
            <div className="flex flex-wrap gap-2">
              {person ? (
                <LinkButton href="/orgs" variant="primary">
                  Go to your organizations
                </LinkButton>
              ) : (
                <NeedsEmail otherwise={null}>
                  <LinkButton href="/sign-up" variant="primary">
                    Create account
                  </LinkButton>
                </NeedsEmail>
              )}
              {!person && <LinkButton href="/sign-in">Sign in</LinkButton>}
            </div>
          </header>
          <ul className="grid gap-8 sm:grid-cols-3">
            {features.map(({ icon: Icon, title, text }) => (
              <li key={title} className="flex flex-col gap-2">
                <Icon aria-hidden strokeWidth={1.75} className="size-5 text-primary" />
                <h2 className="text-base">{title}</h2>
                <p className="text-muted-foreground">{text}</p>
              </li>
            ))}
          </ul>
          {demo && <DemoUsers demo={demo} hasMailbox={isMailboxOpen()} />}
        </div>
      </SiteMain>
    </>
  )
}
