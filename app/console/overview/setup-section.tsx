import { Checklist } from '@/components/ui/checklist'
import { Section } from '@/components/ui/page-header'
import { may, type Permission, type TenantActor } from '@/lib/access'
import type { TenantSetup } from '@/lib/domain/tenants/get-tenant-setup'

interface SetupStep {
  done: keyof TenantSetup
  title: string
  text: string
  path: string
  /** Of its page. */
  needs: readonly Permission[]
}

const steps: readonly SetupStep[] = [
  {
    done: 'hasApplication',
    title: 'Add an application',
    text: 'What your customers sign in to.',
    path: 'applications/new',
    needs: ['create:clients', 'read:clients'],
  },
  {
    done: 'hasSignIn',
    title: 'Connect it',
    text: 'Its quick start has your own values, and tells you when the first sign-in arrives.',
    path: 'applications',
    needs: ['read:clients'],
  },
  {
    done: 'hasEmailSender',
    title: 'Set the email sender',
    text: 'By Resend or a mail server. Until one accepts your sender, no one receives invitations and sign-in links.',
    path: 'settings/email',
    needs: ['read:email_provider'],
  },
  {
    done: 'hasOrganization',
    title: 'Create the first organization',
    text: 'A company that is your customer.',
    path: 'organizations/new',
    needs: ['create:organizations', 'create:organization_invitations', 'read:organizations'],
  },
  {
    done: 'hasOwner',
    title: 'Invite its owner',
    text: 'They invite everyone else.',
    path: 'organizations',
    needs: ['read:organizations'],
  },
]

/** Hidden once every step is done. */
export function SetupSection({ setup, viewer }: { setup: TenantSetup; viewer: TenantActor }) {
  const done = steps.filter((step) => setup[step.done]).length
  if (done === steps.length) return null
  return (
    <Section title="Set up your portal" text={`${String(done)} of ${String(steps.length)} done.`}>
      <Checklist
        steps={steps.map((step) => ({
          title: step.title,
          text: step.text,
          href: may(viewer, ...step.needs) ? `/console/${step.path}` : undefined,
          isDone: setup[step.done],
        }))}
      />
    </Section>
  )
}
